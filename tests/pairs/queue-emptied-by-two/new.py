"""One job each second, half a second of work for each."""

import time
from multiprocessing import Process, Queue


def consumer(jobs):
    for n in iter(jobs.get, None):
        print(f"begin {n}")
        time.sleep(0.5)
        print(f"end {n}")


if __name__ == "__main__":
    jobs = Queue()
    consumers = [Process(target=consumer, args=(jobs,)) for _ in range(2)]
    for c in consumers:
        c.start()
    for n in range(4):
        time.sleep(1)
        jobs.put(n)
    for _ in consumers:
        jobs.put(None)
    for c in consumers:
        c.join()
    print("no more jobs")
