"""Writes bytes that are not UTF-8."""

import sys
import time
from multiprocessing import Pool


def work(n: int) -> None:
    time.sleep(n)
    sys.stdout.flush()
    sys.stdout.buffer.write(b"byte \xff%c\n" % (0xE0 + n))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    with Pool(2) as pool:
        pool.map(work, range(2))
