"""The callback stores, main reads."""

import time
from multiprocessing import Pool


def double(n):
    time.sleep(n)
    return 2 * n


def main():
    store = []

    def keep(value):
        store.append(value)
        print("stored", value)

    with Pool(2) as pool:
        results = [pool.apply_async(double, (n,), callback=keep) for n in (1, 2)]
        for result in results:
            value = result.get()
            time.sleep(0.5)
            print("main has", value)
    print(len(store), "in the store")


if __name__ == "__main__":
    main()
