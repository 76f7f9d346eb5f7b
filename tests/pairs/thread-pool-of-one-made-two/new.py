"""Two threads."""

import time
from multiprocessing.pool import ThreadPool


def read(page):
    time.sleep(page)
    print(f"page {page} was read")
    return page


with ThreadPool(2) as pool:
    print(pool.map(read, [1, 2]))
print("the book is closed")
