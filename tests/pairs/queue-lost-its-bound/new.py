"""A shelf, filled once a second."""

import time
from multiprocessing import Process, Queue


def fill(shelf):
    for n in range(4):
        shelf.put(n)
        print("stored", n)
        time.sleep(1)
    shelf.put(None)


def clear(shelf):
    for n in iter(shelf.get, None):
        time.sleep(0.5)
        print("removed", n)


if __name__ == "__main__":
    shelf = Queue()
    filler = Process(target=fill, args=(shelf,))
    filler.start()
    clear(shelf)
    filler.join()
    print("the shelf is empty")
