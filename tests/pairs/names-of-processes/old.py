# Who does what.
import os
import time
from multiprocessing import Pool, current_process


def work(n):
    time.sleep(n)
    print "%s (%d) took job %d" % (current_process().name, os.getpid(), n)


if __name__ == "__main__":
    pool = Pool(2)
    pool.map(work, range(3))
    print current_process().name, "is", os.getpid()
