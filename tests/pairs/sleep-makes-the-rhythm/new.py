"""Sleep sort, one process for each number."""

import time
from multiprocessing import Process


def nap(n):
    print(f"child {n} sleeps")
    time.sleep(n)
    print(f"child {n} wakes")


if __name__ == "__main__":
    children = [Process(target=nap, args=(n,)) for n in range(3, 0, -1)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("all are awake")
