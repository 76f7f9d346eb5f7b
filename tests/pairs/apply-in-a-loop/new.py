"""A pool used like a function call."""

import os
import time
from concurrent.futures import ProcessPoolExecutor


def where(n: int) -> int:
    time.sleep(0.5)
    print(f"{n} runs in {os.getpid()}")
    return n


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        for n in range(3):
            print("returned", executor.submit(where, n).result())
