"""A get without a timeout, which lets Ctrl-C through on Python 3."""

import time
from multiprocessing import Pool


def count(n):
    for i in range(n):
        time.sleep(1)
        print("count", i + 1)
    return f"counted to {n}"


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.apply_async(count, (2,)).get())
        print(pool.apply_async(count, (1,)).get())
        pool.close()
        pool.join()
