"""The workers are told how loud to be."""

import time
from multiprocessing import Pool

level = 0


def shout(word):
    time.sleep(len(word) - 2)
    print(word + "!" * level)


if __name__ == "__main__":
    level = 3
    with Pool(2) as pool:
        pool.map(shout, ["hey", "fire", "help!"])
