# Daemons work until the queue is empty.
import time
from multiprocessing import JoinableQueue, Process

def worker(q):
    while True:
        n = q.get()
        time.sleep(1)
        print "task %d is done" % n
        q.task_done()

if __name__ == '__main__':
    q = JoinableQueue()
    for i in xrange(2):
        p = Process(target=worker, args=(q,))
        p.daemon = True
        p.start()
    for n in xrange(4):
        q.put(n)
    q.join()
    print "everything is done"
