"""Files are weighed as they come."""

import time
from multiprocessing import Pool

SIZES = {"a.iso": 2, "b.iso": 1, "c.iso": 2}


def weigh(name):
    time.sleep(SIZES[name])
    return name, SIZES[name]


if __name__ == "__main__":
    total = 0
    with Pool(2) as pool:
        for name, size in pool.imap_unordered(weigh, sorted(SIZES)):
            print(f"{name} weighs {size}")
            total += size
    print("total", total)
