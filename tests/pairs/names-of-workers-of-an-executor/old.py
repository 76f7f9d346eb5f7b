# Which thread did what?
import threading
import time
from multiprocessing.pool import ThreadPool

def fetch(page):
    time.sleep(1)
    print "%s has page %d" % (threading.currentThread().getName(), page)
    return page, threading.current_thread().name

if __name__ == "__main__":
    pool = ThreadPool(2)
    for page, name in pool.map(fetch, range(4)):
        print page, "from", name
    pool.close()
    pool.join()
    print threading.current_thread().name, "ends"
