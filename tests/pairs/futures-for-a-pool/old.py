# Squares from a pool.
from multiprocessing import Pool
import time

def square(n):
    time.sleep(n)
    return n * n

if __name__ == '__main__':
    pool = Pool(3)
    for n, result in enumerate(pool.map(square, [1, 2, 3])):
        print "result %d is %d" % (n, result)
    pool.close()
    pool.join()
    print "no more results"
