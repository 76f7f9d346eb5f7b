# Results are fetched in the order in which the jobs were given.
import time
from multiprocessing import Pool

def add(a, b):
    time.sleep(a)
    print "adding %d and %d" % (a, b)
    return a + b

if __name__ == '__main__':
    pool = Pool(3)
    results = []
    for a in (2, 1, 3):
        results.append(pool.apply_async(add, (a, 10)))
    pool.close()
    for r in results:
        print "sum:", r.get()
    pool.join()
