"""Visitors are counted at three doors."""

import time
from multiprocessing import Manager, Process


def door(count, n):
    time.sleep(n)
    for _ in range(2):
        count.value += 1


if __name__ == "__main__":
    with Manager() as manager:
        count = manager.Value("i", 0)
        doors = [Process(target=door, args=(count, n)) for n in range(3)]
        for d in doors:
            d.start()
        for d in doors:
            d.join()
        print("visitors:", count.value)
