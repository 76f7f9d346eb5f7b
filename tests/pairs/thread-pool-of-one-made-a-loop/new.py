"""No thread at all."""

import time


def read(page):
    print(f"page {page}: begin")
    time.sleep(1)
    print(f"page {page}: end")
    return len(f"page {page}")


lengths = [read(page) for page in range(3)]
print(sum(lengths), "letters")
