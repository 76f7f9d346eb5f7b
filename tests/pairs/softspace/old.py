# A line that is completed later.
import time
from multiprocessing import Pool


def work(n):
    print "working on", n,
    time.sleep(1)
    print "... done"


if __name__ == "__main__":
    pool = Pool(2)
    for n in range(3):
        pool.apply_async(work, (n,))
    pool.close()
    pool.join()
