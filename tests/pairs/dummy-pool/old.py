# Threads that look like processes.
from multiprocessing.dummy import Pool
import time

def fetch(n):
    time.sleep(n)
    print "fetched %d" % n
    return n * n

pool = Pool(3)
print pool.map(fetch, [3, 2, 1])
pool.close()
pool.join()
print "closed"
