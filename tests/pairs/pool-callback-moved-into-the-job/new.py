"""The job prints two lines for its result."""

import time
from multiprocessing import Pool


def weigh(fruit, grams):
    time.sleep(grams // 100)
    print("label for", fruit)
    print(f"  {fruit}: {grams} g")


if __name__ == "__main__":
    with Pool(3) as pool:
        for fruit, grams in [("plum", 100), ("pear", 200), ("apple", 300)]:
            pool.apply_async(weigh, (fruit, grams))
        pool.close()
        pool.join()
    print("all weighed")
