# Two threads are waited for.
import threading
import time

def work(n):
    time.sleep(n)
    print "thread %d is done" % n

ts = [threading.Thread(target=work, args=(n,)) for n in xrange(1, 3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print "main is done"
