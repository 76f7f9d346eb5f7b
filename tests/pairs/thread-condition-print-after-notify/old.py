# Producer and consumer with a condition.
import threading
import time

items = []
condition = threading.Condition()

def produce():
    for n in range(3):
        time.sleep(1)
        condition.acquire()
        items.append(n)
        print "produced %d" % n
        condition.notify()
        condition.release()

def consume():
    for i in range(3):
        condition.acquire()
        while not items:
            condition.wait()
        n = items.pop(0)
        condition.release()
        time.sleep(0.5)
        print "consumed %d" % n

threads = [threading.Thread(target=f) for f in (consume, produce)]
for t in threads:
    t.start()
for t in threads:
    t.join()
