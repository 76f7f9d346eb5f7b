"""Each callback submits the next stage of its item."""

import time
from multiprocessing import Pool
from multiprocessing.pool import AsyncResult
from typing import List

second: List[AsyncResult] = []


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

        def loaded(n: int) -> None:
            second.append(pool.apply_async(parse, (n,)))

        first = [pool.apply_async(load, (n,), callback=loaded) for n in range(3)]
        for result in first:
            result.wait()
        print("all loaded")
        for result in second:
            result.wait()
        print("all parsed")
