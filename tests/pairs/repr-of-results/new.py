"""Shows results as they are."""

from multiprocessing import Pool
from typing import List, Tuple


def describe(n: int) -> Tuple[str, int, List[int]]:
    return (f"number {n}", 2 ** (10 * n), [n])


if __name__ == "__main__":
    with Pool(2) as pool:
        for row in pool.map(describe, range(1, 4)):
            print(row)
