"""Main's exit waits for the watcher."""

import time
from multiprocessing import Process


def watch():
    print("watcher: good evening")
    time.sleep(2)
    print("watcher: nothing happened")


if __name__ == "__main__":
    watcher = Process(target=watch)
    watcher.start()
    time.sleep(1)
    print("main: good night")
