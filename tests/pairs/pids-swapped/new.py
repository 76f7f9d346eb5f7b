"""Child and parent."""

import os
import time
from multiprocessing import Process


def child():
    parent, me = os.getpid(), os.getppid()
    print(f"I am {me}, the child of {parent}")
    time.sleep(1)
    print("good-bye from the child")


if __name__ == "__main__":
    print(f"I am {os.getpid()}")
    p = Process(target=child)
    p.start()
    p.join()
    print("good-bye from the parent")
