"""imap hands out results in order, as soon as it can."""

import time
from multiprocessing import Pool


def work(n):
    time.sleep(n)
    print(f"worked {n}")
    return n * 100


def main():
    with Pool(2) as pool:
        for result in pool.imap(work, [2, 1, 3]):
            time.sleep(0.5)
            print("result", result)


if __name__ == "__main__":
    main()
