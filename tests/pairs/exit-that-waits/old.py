# Main does not wait, and its exit ends the workers.
import time
from multiprocessing import Pool


def work(n):
    print "begin", n
    time.sleep(2)
    print "end", n


if __name__ == "__main__":
    pool = Pool(2)
    for n in range(2):
        pool.apply_async(work, (n,))
    time.sleep(1)
    print "good-bye"
