# Consumes results in the order in which they come.
import time
from multiprocessing import Pool


def fetch(n):
    time.sleep(n)
    print "fetched", n
    return n * 10


if __name__ == "__main__":
    pool = Pool(3)
    for value in pool.imap_unordered(fetch, [3, 1, 2, 0.5]):
        print "got %s" % value
    print "that is all"
    pool.close()
    pool.join()
