# As many workers as processors.
import time
from multiprocessing import Pool, cpu_count

def work(n):
    time.sleep(n)
    print "worked for", n

if __name__ == '__main__':
    print "processors:", cpu_count()
    pool = Pool(cpu_count())
    for n in (1, 2, 3, 2.5, 2.2):
        pool.apply_async(work, (n,))
    pool.close()
    pool.join()
