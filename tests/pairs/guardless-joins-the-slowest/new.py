"""Two tasks, and the longer one is waited for."""

import time
from multiprocessing import Process


def task(name, seconds):
    print(f"{name} begins")
    time.sleep(seconds)
    print(f"{name} ends")


quick = Process(target=task, args=("quick", 1))
slow = Process(target=task, args=("slow", 2))
quick.start()
slow.start()
slow.join()
print("all tasks done")
