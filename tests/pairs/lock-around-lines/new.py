"""A lock keeps the lines of one report together."""

import time
from multiprocessing import Lock, Process


def report(lock, name, delay):
    time.sleep(delay)
    with lock:
        print("report of", name)
        time.sleep(0.5)
        print("  nothing to say,", name)


if __name__ == "__main__":
    lock = Lock()
    processes = [Process(target=report, args=(lock, name, delay)) for delay, name in enumerate(["ann", "bob", "cid"])]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
