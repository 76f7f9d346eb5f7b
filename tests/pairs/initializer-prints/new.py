"""Each worker says that it is there."""

import os
import time
from multiprocessing import Pool


def begin(what: str) -> None:
    print(what, "in", os.getpid())


def work(n: int) -> None:
    time.sleep(1)
    print("job", n, "in", os.getpid())


if __name__ == "__main__":
    with Pool(2, initializer=begin, initargs=("ready",)) as pool:
        pool.map(work, range(4))
        pool.close()
        pool.join()
    print("over, says", os.getpid())
