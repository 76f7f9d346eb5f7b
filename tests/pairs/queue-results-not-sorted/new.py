"""Squares from three processes."""

import time
from multiprocessing import Process, Queue


def square(n, out):
    time.sleep(n)
    out.put((n, n * n))


if __name__ == "__main__":
    out = Queue()
    workers = [Process(target=square, args=(n, out)) for n in range(1, 4)]
    for worker in workers:
        worker.start()
    results = [out.get() for _ in workers]
    for worker in workers:
        worker.join()
    for n, s in results:
        print(f"{n} * {n} = {s}")
