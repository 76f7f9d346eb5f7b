"""Pages are printed in their order."""

import time
from multiprocessing import Pool


def render(page):
    time.sleep(page)
    return f"page {page}"


if __name__ == "__main__":
    with Pool(3) as pool:
        for page in pool.imap_unordered(render, range(1, 4)):
            print(page)
    print("end of the book")
