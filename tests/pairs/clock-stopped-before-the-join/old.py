# How long do the jobs take?
import time
from multiprocessing import Process

def job(n):
    time.sleep(n)
    print "job %d is done" % n

if __name__ == '__main__':
    begun = time.time()
    jobs = [Process(target=job, args=(n,)) for n in xrange(1, 3)]
    for j in jobs: j.start()
    for j in jobs: j.join()
    print "%.6f seconds" % (time.time() - begun)
    print "finished"
