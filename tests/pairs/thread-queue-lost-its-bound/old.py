# A van with two places between the factory and the shop.
import Queue, threading, time

van = Queue.Queue(2)

def factory():
    for n in range(5):
        van.put(n)
        print "loaded %d" % n
        time.sleep(1)
    van.put(None)

def shop():
    n = van.get()
    while n is not None:
        time.sleep(0.5)
        print "sold %d" % n
        n = van.get()

threads = [threading.Thread(target=f) for f in factory, shop]
for t in threads:
    t.start()
for t in threads:
    t.join()
print "closed"
