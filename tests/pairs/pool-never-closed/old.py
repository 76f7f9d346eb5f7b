# Nobody closes the pool.
from multiprocessing import Pool
import time

def f(x):
    time.sleep(x)
    print "f of", x
    return x * x

if __name__ == '__main__':
    p = Pool(3)
    print p.map(f, [1, 2, 3])
    print "done"
