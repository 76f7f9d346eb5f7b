# Numbers are drawn first and then worked on.
import time
from multiprocessing import Pool

def numbers():
    for n in range(3):
        time.sleep(0.5)
        print "drawn:", n
        yield n

def work(n):
    return n * n

if __name__ == '__main__':
    pool = Pool(2)
    results = pool.imap(work, list(numbers()))
    time.sleep(2)
    print "all drawn"
    for r in results:
        print "result", r
    pool.close()
    pool.join()
