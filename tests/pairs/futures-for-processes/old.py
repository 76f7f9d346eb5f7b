# Three processes.
from multiprocessing import Process
import time

def work(n):
    print "job %d begins" % n
    time.sleep(n)
    print "job %d ends" % n

if __name__ == '__main__':
    ps = [Process(target=work, args=(n,)) for n in xrange(1, 4)]
    for p in ps: p.start()
    for p in ps: p.join()
    print "all jobs are done"
