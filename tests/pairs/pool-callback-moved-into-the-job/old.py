# The callback prints two lines for each result.
import time
from multiprocessing import Pool

def weigh(fruit, grams):
    time.sleep(grams / 100)
    return fruit, grams

def label(args):
    fruit, grams = args
    print "label for", fruit
    print "  %s: %d g" % (fruit, grams)

if __name__ == '__main__':
    pool = Pool(3)
    for fruit, grams in [("plum", 100), ("pear", 200), ("apple", 300)]:
        pool.apply_async(weigh, (fruit, grams), callback=label)
    pool.close()
    pool.join()
    print "all weighed"
