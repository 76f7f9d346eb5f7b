# imap hands out results in order, as soon as it can.
import time
from multiprocessing import Pool

def work(n):
    time.sleep(n)
    print "worked %d" % n
    return n * 100

if __name__ == '__main__':
    pool = Pool(2)
    for result in pool.imap(work, [2, 1, 3]):
        time.sleep(0.5)
        print "result", result
    pool.close()
    pool.join()
