"""The report is printed when the job is over."""

import time
from multiprocessing import Pool


def count_pages():
    print("counting")
    time.sleep(1)
    print("counted")


if __name__ == "__main__":
    with Pool(2) as pool:
        result = pool.apply_async(count_pages)
        result.wait(2)
        print("report")
        pool.close()
        pool.join()
