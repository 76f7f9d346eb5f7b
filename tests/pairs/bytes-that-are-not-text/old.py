# Writes bytes that are not UTF-8.
import sys
import time
from multiprocessing import Pool


def work(n):
    time.sleep(n)
    sys.stdout.write("byte \xff%c\n" % (0xe0 + n))


if __name__ == "__main__":
    pool = Pool(2)
    pool.map(work, range(2))
    pool.close()
    pool.join()
