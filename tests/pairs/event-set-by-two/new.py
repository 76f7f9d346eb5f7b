"""The engine starts when the check is done."""

import time
from multiprocessing import Event, Process


def task(seconds, what, go):
    time.sleep(seconds)
    print(what)
    go.set()


if __name__ == "__main__":
    go = Event()
    tasks = [Process(target=task, args=a) for a in [(1, "fuel is in", go), (2, "check is done", go)]]
    for process in tasks:
        process.start()
    go.wait()
    time.sleep(2)
    print("engine starts")
    for process in tasks:
        process.join()
