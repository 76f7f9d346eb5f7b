# Nobody catches it.
import threading
import time

def count():
    for i in xrange(2):
        time.sleep(1)
        print "count %d" % i

def check(n):
    if n > 1:
        raise ValueError("%d is too much" % n)

t = threading.Thread(target=count)
t.start()
check(1)
print "one is all right"
check(2)
