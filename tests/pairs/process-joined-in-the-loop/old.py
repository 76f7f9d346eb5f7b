# One load after another.
from multiprocessing import Process
import time

def load(n):
    print "load %d begins" % n
    time.sleep(1)
    print "load %d ends" % n

if __name__ == '__main__':
    for n in xrange(1, 3):
        p = Process(target=load, args=(n,))
        p.start()
        p.join()
    print "everything is loaded"
