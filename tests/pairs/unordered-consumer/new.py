"""Consumes results in the order in which they come."""

import time
from multiprocessing import Pool


def fetch(n: float) -> float:
    time.sleep(n)
    print("fetched", n)
    return n * 10


if __name__ == "__main__":
    with Pool(3) as pool:
        for value in pool.imap_unordered(fetch, [3, 1, 2, 0.5]):
            print(f"got {value}")
        print("that is all")
