"""The callback stores, main reads."""

import time
from concurrent.futures import ProcessPoolExecutor


def halve(n):
    time.sleep(n)
    return n * 50


def keep(future):
    print("stored", future.result())


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        futures = [executor.submit(halve, n) for n in (1, 2)]
        for future in futures:
            future.add_done_callback(keep)
        for future in futures:
            value = future.result()
            time.sleep(0.5)
            print("main has", value)
    print("bye")
