# One worker, chunks of three.
import time
from multiprocessing import Pool

def step(n):
    time.sleep(0.5)
    print "step", n
    return n

if __name__ == '__main__':
    pool = Pool(1)
    print "steps:", sum(pool.map(step, xrange(1, 6), 3))
    pool.close()
    pool.join()
