"""Ends a worker."""

import multiprocessing
import time


def worker():
    for i in range(10):
        print(f"worker: round {i}")
        time.sleep(1)


if __name__ == "__main__":
    w = multiprocessing.Process(target=worker)
    w.start()
    time.sleep(1.5)
    w.terminate()
    print("main: the worker is gone")
