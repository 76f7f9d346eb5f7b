"""Leaving main waits for the executor's jobs."""

import time
from concurrent.futures import ProcessPoolExecutor


def work(n: int) -> None:
    print("begin", n)
    time.sleep(2)
    print("end", n)


if __name__ == "__main__":
    executor = ProcessPoolExecutor(2)
    for n in range(2):
        executor.submit(work, n)
    time.sleep(1)
    print("good-bye")
