# Each worker says that it is there.
import os
import time
from multiprocessing import Pool


def begin(what):
    print what, "in", os.getpid()


def work(n):
    time.sleep(1)
    print "job", n, "in", os.getpid()


if __name__ == "__main__":
    pool = Pool(2, begin, ("ready",))
    pool.map(work, range(4))
    pool.close()
    pool.join()
    print "over, says", os.getpid()
