"""Two pools: readers, two at a time, and one writer."""

import time
from concurrent.futures import ThreadPoolExecutor
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
    with Pool(2) as readers, ThreadPoolExecutor(1) as writer:
        for n in range(4):
            readers.apply_async(read, (n,))
            if n:
                writer.submit(write, n)
        readers.close()
        readers.join()
    print("all is done")
