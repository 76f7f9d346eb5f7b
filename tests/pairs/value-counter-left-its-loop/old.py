# Lines are counted in a counter of all processes.
import time
from multiprocessing import Process, Value

def count(name, lines, total):
    time.sleep(lines)
    for line in xrange(lines):
        with total.get_lock():
            total.value += 1
    print "%s has %d lines" % (name, lines)

if __name__ == '__main__':
    total = Value('i', 0)
    files = [Process(target=count, args=a + (total,)) for a in [("one.c", 1), ("two.c", 2), ("three.c", 3)]]
    for f in files:
        f.start()
    for f in files:
        f.join()
    print "%d lines" % total.value
