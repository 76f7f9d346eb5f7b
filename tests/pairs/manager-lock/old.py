# A lock for the workers of a pool: the manager's can be sent along.
import time
from multiprocessing import Manager, Pool

def work(args):
    lock, n = args
    time.sleep(n)
    lock.acquire()
    print "job", n, "begins"
    time.sleep(0.5)
    print "job", n, "ends"
    lock.release()

if __name__ == '__main__':
    lock = Manager().Lock()
    pool = Pool(3)
    pool.map(work, [(lock, n) for n in range(3)])
    pool.close()
    pool.join()
    print "three jobs"
