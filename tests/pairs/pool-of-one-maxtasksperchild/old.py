# A fresh worker for each task.
import time
from multiprocessing import Pool

def task(n):
    print "task", n, "begins"
    time.sleep(1)
    print "task", n, "ends"

if __name__ == '__main__':
    pool = Pool(processes=1, maxtasksperchild=1)
    results = [pool.apply_async(task, (n,)) for n in xrange(3)]
    for r in results:
        r.get()
    print "three tasks"
    pool.close()
    pool.join()
