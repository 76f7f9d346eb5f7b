"""A shelf with one place."""

import time
from multiprocessing import Process, Queue


def fill(shelf):
    for n in range(4):
        shelf.put(n)
        print("stored", n)
    shelf.put(None)


def clear(shelf):
    for n in iter(shelf.get, None):
        time.sleep(1)
        print("removed", n)


if __name__ == "__main__":
    shelf = Queue(maxsize=1)
    filler = Process(target=fill, args=(shelf,))
    clearer = Process(target=clear, args=(shelf,))
    filler.start()
    clearer.start()
    filler.join()
    clearer.join()
