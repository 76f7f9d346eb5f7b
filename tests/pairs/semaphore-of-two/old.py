# A shop for two customers.
import threading
import time

shop = threading.Semaphore(2)

def customer(n):
    time.sleep(0.5 + n * 0.5)
    shop.acquire()
    print "customer %d comes in" % n
    time.sleep(1.7)
    print "customer %d goes out" % n
    shop.release()

for n in xrange(4):
    t = threading.Thread(target=customer, args=(n,))
    t.start()
