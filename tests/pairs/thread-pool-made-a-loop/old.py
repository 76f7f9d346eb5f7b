# Three threads.
from multiprocessing.dummy import Pool as ThreadPool
import time

def fetch(site):
    time.sleep(0.5 * len(site))
    print "fetched %s" % site
    return len(site)

pool = ThreadPool(3)
sizes = pool.map(fetch, ["a", "bb", "ccc"])
print "%d bytes" % sum(sizes)
pool.close()
pool.join()
