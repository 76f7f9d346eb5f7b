"""Child and parent count."""

import time
from multiprocessing import Process


def child():
    for i in range(1, 3):
        time.sleep(1)
        print("child", i)


if __name__ == "__main__":
    process = Process(target=child)
    process.start()
    time.sleep(0.5)
    print("parent 1")
    process.join()
    print("parent 2")
