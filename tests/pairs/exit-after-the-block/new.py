"""The block ends the workers."""

import time
from multiprocessing import Pool


def work(n: int) -> None:
    print("begin", n)
    time.sleep(2)
    print("end", n)


if __name__ == "__main__":
    with Pool(2) as pool:
        for n in range(2):
            pool.apply_async(work, (n,))
        time.sleep(1)
    print("good-bye")
