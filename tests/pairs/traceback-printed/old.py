# What fails in a worker is printed there, and once more by whoever asks for the result.
import logging
import time
import traceback
from multiprocessing import Pool

def check(n):
    time.sleep(n)
    try:
        if n % 2:
            raise ValueError("odd: %d" % n)
        print "even:", n
    except ValueError:
        print "item", n, "failed"
        traceback.print_exc()
        raise KeyError(n)
    return n

if __name__ == "__main__":
    logging.basicConfig(format="%(levelname)s %(message)s")
    pool = Pool(2)
    for result in [pool.apply_async(check, (n,)) for n in (1, 2)]:
        try:
            value = result.get()
            print "got", value
        except KeyError:
            logging.exception("no result")
    pool.close()
    pool.join()
