"""The jobs of a pool report through a queue of the manager's."""

import time
from multiprocessing import Manager, Pool


def climb(peak, seconds, reports):
    for camp in "AB":
        time.sleep(seconds)
        reports.put(f"{peak}: camp {camp}")


if __name__ == "__main__":
    with Manager() as manager, Pool(2) as pool:
        reports = manager.Queue()
        pool.starmap_async(climb, [("K2", 1, reports), ("Eiger", 1.5, reports)])
        for _ in range(4):
            print(reports.get())
        pool.close()
        pool.join()
    print("all down again")
