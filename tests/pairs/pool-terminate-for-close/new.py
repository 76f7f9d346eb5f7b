"""Three letters are written, then the office closes."""

import time
from multiprocessing import Pool


def write(letter):
    time.sleep(letter)
    print("letter", letter, "is written")


if __name__ == "__main__":
    pool = Pool(3)
    for n in range(1, 4):
        pool.apply_async(write, (n,))
    time.sleep(4)
    pool.terminate()
    pool.join()
    print("the office is closed")
