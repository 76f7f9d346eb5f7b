"""Two threads are waited for, five seconds each at most."""

import threading
import time


def work(n):
    time.sleep(n)
    print(f"thread {n} is done")


threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join(5)
print("main is done")
