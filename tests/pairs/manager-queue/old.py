# The jobs of a pool report through a queue of the manager's.
import time
from multiprocessing import Manager, Pool

def climb(peak, seconds, reports):
    for camp in "AB":
        time.sleep(seconds)
        reports.put("%s: camp %s" % (peak, camp))

if __name__ == '__main__':
    pool = Pool(2)
    reports = Manager().Queue()
    pool.apply_async(climb, ("K2", 1, reports))
    pool.apply_async(climb, ("Eiger", 1.5, reports))
    for i in xrange(4):
        print reports.get()
    pool.close()
    pool.join()
    print "all down again"
