# One thread.
from multiprocessing.pool import ThreadPool
import time

def read(page):
    time.sleep(page)
    print "page %d was read" % page
    return page

pool = ThreadPool(1)
print pool.map(read, [1, 2])
pool.close()
pool.join()
print "the book is closed"
