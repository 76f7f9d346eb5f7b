# The callback stores, main reads.
import time
from multiprocessing import Pool

store = []

def double(n):
    time.sleep(n)
    return 2 * n

def keep(value):
    store.append(value)
    print "stored", value

if __name__ == '__main__':
    pool = Pool(2)
    results = [pool.apply_async(double, (n,), callback=keep) for n in (1, 2)]
    for r in results:
        value = r.get()
        time.sleep(0.5)
        print "main has", value
    pool.close()
    pool.join()
    print len(store), "in the store"
