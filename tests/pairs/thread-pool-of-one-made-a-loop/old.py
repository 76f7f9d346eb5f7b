# One thread for all pages.
from multiprocessing.pool import ThreadPool
import time

def read(page):
    print "page %d: begin" % page
    time.sleep(1)
    print "page %d: end" % page
    return len("page %d" % page)

pool = ThreadPool(1)
lengths = pool.map(read, range(3))
pool.close()
pool.join()
print "%d letters" % sum(lengths)
