# A pool used like a function call.
import os
import time
from multiprocessing import Pool


def where(n):
    time.sleep(0.5)
    print "%d runs in %d" % (n, os.getpid())
    return n


if __name__ == "__main__":
    pool = Pool(2)
    for n in range(3):
        print "returned", pool.apply(where, (n,))
    pool.close()
    pool.join()
