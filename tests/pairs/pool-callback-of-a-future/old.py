# The callback stores, main reads.
import time
from multiprocessing import Pool

def halve(n):
    time.sleep(n)
    return n * 50

def keep(value):
    print "stored", value

if __name__ == '__main__':
    pool = Pool(2)
    results = [pool.apply_async(halve, (n,), callback=keep) for n in (1, 2)]
    for r in results:
        value = r.get()
        time.sleep(0.5)
        print "main has", value
    pool.close()
    pool.join()
    print "bye"
