"""Divides integers."""

import time
from multiprocessing import Pool


def invert(n: int) -> float:
    time.sleep(1)
    return 10 / n


if __name__ == "__main__":
    with Pool(2) as pool:
        print("begin")
        print(pool.map(invert, [5, 2, 1]))
        print(pool.apply(invert, (4,)))
        print("end")
