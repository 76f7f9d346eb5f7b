"""One pool for readers and writers."""

import time
from multiprocessing import Pool


def read(n: int) -> None:
    print("read", n)
    time.sleep(1)
    print("have read", n)


def write(n: int) -> None:
    print("write", n)
    time.sleep(1.5)
    print("have written", n)


if __name__ == "__main__":
    with Pool(3) as pool:
        for n in range(4):
            pool.apply_async(read, (n,))
            if n:
                pool.apply_async(write, (n,))
        pool.close()
        pool.join()
    print("all is done")
