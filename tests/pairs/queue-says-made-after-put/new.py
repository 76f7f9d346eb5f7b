"""Parts are made by one process and used by another."""

import multiprocessing
import time


def make(parts):
    for name in ["wheel", "frame", "saddle"]:
        time.sleep(1)
        parts.put(name)
        print("made a", name)
    parts.put("")


def use(parts):
    for name in iter(parts.get, ""):
        time.sleep(0.5)
        print("used a", name)


if __name__ == "__main__":
    parts = multiprocessing.Queue()
    user = multiprocessing.Process(target=use, args=(parts,))
    user.start()
    make(parts)
    user.join()
