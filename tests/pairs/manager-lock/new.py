"""A lock for the workers of a pool: each worker is given it when it begins."""

import time
from multiprocessing import Lock, Pool

lock = None


def keep(the_lock):
    global lock
    lock = the_lock


def work(n):
    time.sleep(n)
    with lock:
        print("job", n, "begins")
        time.sleep(0.5)
        print("job", n, "ends")


if __name__ == "__main__":
    with Pool(3, initializer=keep, initargs=(Lock(),)) as pool:
        pool.map(work, range(3))
        pool.close()
        pool.join()
    print("three jobs")
