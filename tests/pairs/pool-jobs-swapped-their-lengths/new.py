"""Two jobs side by side."""

import time
from multiprocessing import Pool


def cook(dish, minutes):
    time.sleep(minutes)
    print(dish, "is ready")


if __name__ == "__main__":
    with Pool(2) as pool:
        pool.apply_async(cook, ("rice", 1))
        pool.apply_async(cook, ("soup", 2))
        pool.close()
        pool.join()
    print("dinner!")
