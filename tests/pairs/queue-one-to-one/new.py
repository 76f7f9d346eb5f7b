#!/usr/bin/env python3
"""A producer makes, a consumer uses, and None says that it is over."""

import time
from multiprocessing import Process, Queue


def producer(q):
    for n in range(3):
        time.sleep(1)
        print("made", n)
        q.put(n)
    q.put(None)


def consumer(q):
    for item in iter(q.get, None):
        time.sleep(0.5)
        print("used", item)


if __name__ == "__main__":
    q = Queue()
    processes = [Process(target=producer, args=(q,)), Process(target=consumer, args=(q,))]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("finished")
