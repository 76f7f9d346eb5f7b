"""Numbers are drawn and worked on."""

import time
from multiprocessing import Pool


def numbers():
    for n in range(3):
        time.sleep(0.5)
        print("drawn:", n)
        yield n


def work(n):
    return n * n


if __name__ == "__main__":
    with Pool(2) as pool:
        results = pool.imap(work, numbers())
        time.sleep(2)
        print("all drawn")
        for result in results:
            print("result", result)
