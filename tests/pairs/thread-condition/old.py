# Two consumers wait until the producer has made the resource.
import threading
import time

def consumer(name, cond):
    with cond:
        cond.wait()
        print "%s: resource is there" % name

def producer(cond):
    with cond:
        print "producer: making the resource"
        cond.notifyAll()

condition = threading.Condition()
c1 = threading.Thread(target=consumer, args=("c1", condition))
c2 = threading.Thread(target=consumer, args=("c2", condition))
p = threading.Thread(target=producer, args=(condition,))
c1.start()
time.sleep(1)
c2.start()
time.sleep(1)
p.start()
for t in (c1, c2, p):
    t.join()
print "over"
