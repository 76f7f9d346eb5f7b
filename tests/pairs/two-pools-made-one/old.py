# Two pools: readers, two at a time, and one writer.
import time
from multiprocessing import Pool


def read(n):
    print "read", n
    time.sleep(1)
    print "have read", n


def write(n):
    print "write", n
    time.sleep(1.5)
    print "have written", n


if __name__ == "__main__":
    readers, writer = Pool(2), Pool(1)
    for n in range(4):
        readers.apply_async(read, (n,))
        if n:
            writer.apply_async(write, (n,))
    for pool in readers, writer:
        pool.close()
    for pool in readers, writer:
        pool.join()
    print "all is done"
