# One of three items fails.
import time
from multiprocessing import Pool

def load(n):
    if n == 0:
        time.sleep(0.5)
        raise ValueError("no page %d" % n)
    time.sleep(n)
    print "page", n, "is loaded"

if __name__ == '__main__':
    pool = Pool(3)
    try:
        pool.map(load, [0, 1, 2])
    except ValueError, error:
        print "failed:", error
    pool.close()
    pool.join()
    print "over"
