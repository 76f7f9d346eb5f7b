"""The numbers are made before the pool gets any."""

import time
from multiprocessing import Pool
from typing import Iterator


def numbers() -> Iterator[int]:
    for n in range(4):
        print("make", n)
        yield n


def square(n: int) -> int:
    time.sleep(1)
    print("work", n)
    return n * n


if __name__ == "__main__":
    with Pool(2) as pool:
        for value in pool.map(square, numbers()):
            print("result", value)
