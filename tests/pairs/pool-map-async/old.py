# Main does something else while the pool works.
import time
from multiprocessing import Pool

def work(n):
    time.sleep(n)
    print "worked for", n
    return n

if __name__ == '__main__':
    pool = Pool(3)
    result = pool.map_async(work, [1, 2, 3])
    print "main: waiting"
    time.sleep(1.5)
    print "main: still waiting"
    print "main: %d seconds of work" % sum(result.get())
    pool.close()
    pool.join()
