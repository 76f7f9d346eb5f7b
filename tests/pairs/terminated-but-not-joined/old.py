# Ends a worker and waits until it has gone.
import multiprocessing
import time

def worker():
    for i in xrange(10):
        print "worker: round %d" % i
        time.sleep(1)

if __name__ == '__main__':
    w = multiprocessing.Process(target=worker)
    w.start()
    time.sleep(1.5)
    w.terminate()
    w.join()
    print "main: the worker is gone"
