"""Results are collected in a dictionary of the manager's."""

import time
from multiprocessing import Manager, Process


def cube(n, results):
    time.sleep(n)
    results[n] = n**3
    print("cube of", n)


if __name__ == "__main__":
    with Manager() as manager:
        results = manager.dict()
        jobs = [Process(target=cube, args=(n, results)) for n in range(3)]
        for job in jobs:
            job.start()
        for job in jobs:
            job.join()
        for n, value in sorted(results.items()):
            print(n, "->", value)
