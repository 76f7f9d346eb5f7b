"""Waits for three seconds at most."""

import time
from multiprocessing import Process


def cook():
    print("cooking")
    time.sleep(1)
    print("cooked")


if __name__ == "__main__":
    p = Process(target=cook)
    p.start()
    print("laying the table")
    p.join(3)
    print("eating")
