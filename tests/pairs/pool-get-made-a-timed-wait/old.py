# The report is printed when the job is over.
import time
from multiprocessing import Pool

def count_pages():
    print "counting"
    time.sleep(1)
    print "counted"

if __name__ == '__main__':
    pool = Pool(2)
    result = pool.apply_async(count_pages)
    result.get()
    time.sleep(1)
    print "report"
    pool.close()
    pool.join()
