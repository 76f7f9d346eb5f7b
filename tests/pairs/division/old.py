# Divides integers.
import time
from multiprocessing import Pool


def invert(n):
    time.sleep(1)
    return 10 / n


if __name__ == "__main__":
    pool = Pool(2)
    print "begin"
    print pool.map(invert, [5, 2, 1])
    print pool.apply(invert, (4,))
    print "end"
