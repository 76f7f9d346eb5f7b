# Each worker shows its id.
import os
import time
import multiprocessing

def work(n):
    time.sleep(n)
    print "worker %d has the id %d" % (n, os.getpid())

if __name__ == '__main__':
    print "main has the id %d" % os.getpid()
    workers = [multiprocessing.Process(target=work, args=(n,)) for n in xrange(1, 4)]
    for w in workers: w.start()
    for w in workers: w.join()
    print "that was all"
