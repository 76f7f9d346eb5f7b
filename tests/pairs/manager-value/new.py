"""Visitors are counted at three doors."""

import time
from multiprocessing import Manager, Process


def door(count, lock, n):
    time.sleep(n)
    for _ in range(2):
        with lock:
            count.value += 1


if __name__ == "__main__":
    with Manager() as manager:
        count, lock = manager.Value("i", 0), manager.Lock()
        doors = [Process(target=door, args=(count, lock, n)) for n in range(3)]
        for d in doors:
            d.start()
        for d in doors:
            d.join()
        print("visitors:", count.value)
