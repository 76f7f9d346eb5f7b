# Downloads in threads, with the pool that multiprocessing hides in its module pool.
import time
from multiprocessing.pool import ThreadPool

SIZES = [("a.html", 2), ("b.html", 1), ("c.html", 3), ("d.html", 1), ("e.html", 2)]


def download(page):
    name, seconds = page
    print "GET", name
    time.sleep(seconds)
    print "200", name
    return 100 * seconds


pool = ThreadPool(3)
sizes = pool.map(download, SIZES)
print "%d bytes" % sum(sizes)
