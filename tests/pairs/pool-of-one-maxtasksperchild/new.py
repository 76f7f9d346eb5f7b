"""One worker for all tasks."""

import time
from multiprocessing import Pool


def task(n):
    print("task", n, "begins")
    time.sleep(1)
    print("task", n, "ends")


if __name__ == "__main__":
    with Pool(processes=1) as pool:
        results = [pool.apply_async(task, (n,)) for n in range(3)]
        for result in results:
            result.get()
        print("three tasks")
