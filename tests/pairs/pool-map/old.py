# Two workers, four numbers.
from multiprocessing import Pool
import time

def square(x):
    time.sleep(x)
    print "worker: square of", x
    return x * x

if __name__ == '__main__':
    pool = Pool(processes=2)
    for s in pool.map(square, [1, 1.5, 2, 2.5]):
        print "main:", s
    pool.close()
    pool.join()
