# Three rounds, each of which waits for all of its items.
import time
from multiprocessing import Pool


def step(pair):
    number, item = pair
    print "round %d: item %d" % (number, item)
    time.sleep(0.5 * (item + 1))


if __name__ == "__main__":
    pool = Pool(2)
    for number in xrange(3):
        pool.map(step, [(number, item) for item in range(4)])
        print "-- round", number, "is over"
    pool.close()
    pool.join()
