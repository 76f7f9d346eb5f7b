# Tickets are counted by three clerks.
import time
from multiprocessing import Lock, Manager, Process

def clerk(sold, lock, n):
    time.sleep(n)
    with lock:
        sold["tickets"] += 10

if __name__ == '__main__':
    lock = Lock()
    manager = Manager()
    sold = manager.dict()
    sold["tickets"] = 0
    clerks = [Process(target=clerk, args=(sold, lock, n)) for n in xrange(3)]
    for c in clerks: c.start()
    for c in clerks: c.join()
    print "tickets sold: %d" % sold["tickets"]
