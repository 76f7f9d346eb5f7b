# The timeout of a year, which let Ctrl-C through on Python 2.
import time
from multiprocessing import Pool

def count(n):
    for i in xrange(n):
        time.sleep(1)
        print "count", i + 1
    return "counted to %d" % n

if __name__ == '__main__':
    pool = Pool(1)
    print pool.apply_async(count, (2,)).get(31536000)
    print pool.apply_async(count, (1,)).get(timeout=5)
    pool.close()
    pool.join()
