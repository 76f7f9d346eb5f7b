"""Everybody writes his name into the list."""

import time
from multiprocessing import Manager, Process


def sign(names, name):
    time.sleep(len(name) - 2)
    names.append(name)


if __name__ == "__main__":
    with Manager() as manager:
        shared = manager.list()
        people = [Process(target=sign, args=(shared, name)) for name in ("karl", "ute", "marie")]
        for process in people:
            process.start()
        for process in people:
            process.join()
        names = sorted(shared)
    for name in names:
        print(name, "has signed")
    print(len(names), "in all")
