# Looks after a second, then waits to the end.
import time
from multiprocessing import Pool, TimeoutError


def slow(n):
    time.sleep(3)
    return n


if __name__ == "__main__":
    pool = Pool(1)
    result = pool.apply_async(slow, (42,))
    try:
        print result.get(timeout=1)
    except TimeoutError:
        print "not yet"
    print "now it is", result.get()
    pool.close()
    pool.join()
