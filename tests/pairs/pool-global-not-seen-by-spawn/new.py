"""The workers are told how loud to be."""

import multiprocessing
import time

level = 0


def shout(word):
    time.sleep(len(word) - 2)
    print(word + "!" * level)


if __name__ == "__main__":
    level = 3
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(shout, ["hey", "fire", "help!"])
