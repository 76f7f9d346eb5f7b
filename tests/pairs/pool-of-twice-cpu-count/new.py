"""Twice as many workers as processors."""

import multiprocessing
import time


def compress(name, seconds):
    time.sleep(seconds)
    print("compressed", name)


if __name__ == "__main__":
    with multiprocessing.Pool(2 * multiprocessing.cpu_count()) as pool:
        for seconds, name in enumerate(["a.txt", "b.txt", "c.txt"]):
            pool.apply_async(compress, (name, seconds + 1))
        pool.close()
        pool.join()
    print("all compressed")
