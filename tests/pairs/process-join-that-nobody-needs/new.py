"""Leaves the waiting to the interpreter."""

import time
from multiprocessing import Process


def count(name, steps):
    for step in range(steps):
        time.sleep(1)
        print(f"{name}: {step}")


if __name__ == "__main__":
    for args in (("a", 1), ("b", 2)):
        Process(target=count, args=args).start()
    print("counting")
