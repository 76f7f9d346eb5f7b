# Files are weighed as they come.
from multiprocessing import Pool
import time

SIZES = {"a.iso": 2, "b.iso": 1, "c.iso": 2}

def weigh(name):
    time.sleep(SIZES[name])
    return name, SIZES[name]

if __name__ == '__main__':
    pool = Pool(2)
    total = 0
    for name, size in pool.imap_unordered(weigh, sorted(SIZES)):
        print "%s weighs %d" % (name, size)
        total += size
    pool.terminate()
    print "total", total
