# A counter that three processes share.
from multiprocessing import Process, Value
import time

def add(counter, seconds):
    for i in xrange(50):
        with counter.get_lock():
            counter.value += 1
    time.sleep(seconds)
    print "fifty more, slept", seconds

if __name__ == '__main__':
    counter = Value('i', 0)
    procs = [Process(target=add, args=(counter, s)) for s in (1, 2, 3)]
    for p in procs: p.start()
    for p in procs: p.join()
    print "total", counter.value
