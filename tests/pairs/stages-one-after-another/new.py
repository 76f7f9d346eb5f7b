"""All of the first stage, then all of the second."""

import time
from multiprocessing import Pool


def load(n: int) -> int:
    time.sleep(1)
    print("load", n)
    return n


def parse(n: int) -> int:
    time.sleep(1)
    print("parse", n)
    return n


if __name__ == "__main__":
    with Pool(2) as pool:
        first = [pool.apply_async(load, (n,)) for n in range(3)]
        for result in first:
            result.wait()
        print("all loaded")
        second = [pool.apply_async(parse, (n,)) for n in range(3)]
        for result in second:
            result.wait()
        print("all parsed")
