#!/usr/bin/env python
# A producer makes, a consumer uses, and None says that it is over.
from multiprocessing import Process, Queue
import time

def producer(q):
    for n in xrange(3):
        time.sleep(1)
        print "made", n
        q.put(n)
    q.put(None)

def consumer(q):
    while 1:
        item = q.get()
        if item is None:
            break
        time.sleep(0.5)
        print "used", item

if __name__ == '__main__':
    q = Queue()
    p = Process(target=producer, args=(q,))
    c = Process(target=consumer, args=(q,))
    p.start()
    c.start()
    p.join()
    c.join()
    print "finished"
