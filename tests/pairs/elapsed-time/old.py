# How long it took.
import time
from multiprocessing import Pool


def work(n):
    begun = time.time()
    time.sleep(n)
    return time.time() - begun


if __name__ == "__main__":
    begun = time.time()
    pool = Pool(3)
    for n, seconds in enumerate(pool.map(work, [1, 2, 3])):
        print "job %d took %.3f s" % (n, seconds)
    pool.close()
    pool.join()
    print "%.2f seconds in all" % (time.time() - begun)
