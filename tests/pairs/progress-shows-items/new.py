"""A progress display that names what came."""

import time
from multiprocessing import Pool


def work(n: int) -> int:
    time.sleep(1 + n)
    return n


if __name__ == "__main__":
    with Pool(2) as pool:
        for n in pool.imap_unordered(work, range(4)):
            print(f"{n + 1} of 4 done")
