"""Who does what."""

import os
import time
from multiprocessing import Pool, current_process


def work(n: int) -> None:
    time.sleep(n)
    print(f"{current_process().name} ({os.getpid()}) took job {n}")


if __name__ == "__main__":
    with Pool(2) as pool:
        pool.map(work, range(3))
    print(current_process().name, "is", os.getpid())
