"""Squares from an executor."""

import time
from concurrent.futures import ProcessPoolExecutor


def square(n):
    time.sleep(n)
    return n * n


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=3) as executor:
        for n, result in enumerate(executor.map(square, [1, 2, 3])):
            print(f"result {n} is {result}")
    print("no more results")
