# A progress display: counts what comes, does not care what.
import time
from multiprocessing import Pool


def work(n):
    time.sleep(1 + n)
    return n


if __name__ == "__main__":
    pool = Pool(2)
    done = 0
    for _ in pool.imap_unordered(work, range(4)):
        done += 1
        print "%d of 4 done" % done
    pool.close()
    pool.join()
