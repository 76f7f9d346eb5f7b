"""Results are fetched in the order in which the jobs were given."""

import time
from multiprocessing import Pool


def add(a, b):
    time.sleep(a)
    print(f"adding {a} and {b}")
    return a + b


if __name__ == "__main__":
    with Pool(3) as pool:
        results = [pool.apply_async(add, args=(a, 10)) for a in (2, 1, 3)]
        for result in results:
            print("sum:", result.get())
