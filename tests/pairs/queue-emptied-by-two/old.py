# One job each second, half a second of work for each.
from multiprocessing import Process, Queue
import time

def consumer(jobs):
    for n in iter(jobs.get, None):
        print "begin %d" % n
        time.sleep(0.5)
        print "end %d" % n

if __name__ == '__main__':
    jobs = Queue()
    c = Process(target=consumer, args=(jobs,))
    c.start()
    for n in range(4):
        time.sleep(1)
        jobs.put(n)
    jobs.put(None)
    c.join()
    print "no more jobs"
