# Asks again and again.
import time
from multiprocessing import Pool


def slow(n):
    print "slow", n
    time.sleep(2)
    print "was slow", n
    return n


if __name__ == "__main__":
    pool = Pool(2)
    result = pool.apply_async(slow, (1,))
    while not result.ready():
        time.sleep(0.5)
    print "ready:", result.get()
    pool.close()
    pool.join()
