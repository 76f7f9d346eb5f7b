"""A function call."""

import os
import time


def where(n: int) -> int:
    time.sleep(0.5)
    print(f"{n} runs in {os.getpid()}")
    return n


if __name__ == "__main__":
    for n in range(3):
        print("returned", where(n))
