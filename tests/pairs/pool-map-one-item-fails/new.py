"""One of three items fails."""

import time
from multiprocessing import Pool


def load(n):
    if n == 0:
        time.sleep(0.5)
        raise ValueError(f"no page {n}")
    time.sleep(n)
    print("page", n, "is loaded")


if __name__ == "__main__":
    with Pool(3) as pool:
        try:
            pool.map(load, [0, 1, 2])
        except ValueError as error:
            print("failed:", error)
        pool.close()
        pool.join()
    print("over")
