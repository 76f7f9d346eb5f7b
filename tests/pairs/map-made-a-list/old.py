# In 2.7 map submits all jobs at once.
import time
from multiprocessing import Pool


def work(n):
    time.sleep(1)
    print "worked on", n
    return -n


if __name__ == "__main__":
    pool = Pool(3)
    results = map(lambda n: pool.apply_async(work, (n,)), range(3))
    for result in results:
        print "result", result.get()
    pool.close()
    pool.join()
