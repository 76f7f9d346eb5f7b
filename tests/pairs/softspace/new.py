"""A line that is completed later."""

import time
from multiprocessing import Pool


def work(n: int) -> None:
    print("working on", n, end=" ")
    time.sleep(1)
    print("... done")


if __name__ == "__main__":
    with Pool(2) as pool:
        for n in range(3):
            pool.apply_async(work, (n,))
        pool.close()
        pool.join()
