"""Whoever is too slow is ended."""

import time
from multiprocessing import Pool


def work(name, seconds):
    print(name, "begins")
    time.sleep(seconds)
    print(name, "ends")


if __name__ == "__main__":
    with Pool(2) as pool:
        quick = pool.apply_async(work, ("hare", 1))
        time.sleep(0.5)
        pool.apply_async(work, ("tortoise", 30))
        quick.get()
        time.sleep(1)
        print("the race is over")
    print("everybody has gone home")
