"""Threads that look like threads."""

import time
from multiprocessing.pool import ThreadPool


def fetch(n):
    time.sleep(n)
    print("fetched", n)
    return n * n


pool = ThreadPool(3)
print(pool.map(fetch, [3, 2, 1]))
pool.close()
pool.join()
print("closed")
