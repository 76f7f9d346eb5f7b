# Two jobs side by side.
import time
from multiprocessing import Pool

def cook(dish, minutes):
    time.sleep(minutes)
    print dish, "is ready"

if __name__ == '__main__':
    pool = Pool(2)
    pool.apply_async(cook, ("rice", 2))
    pool.apply_async(cook, ("soup", 1))
    pool.close()
    pool.join()
    print "dinner!"
