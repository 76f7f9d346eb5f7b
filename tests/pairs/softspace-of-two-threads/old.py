# Results are printed by callbacks, and by main as it gets them.
import time
from multiprocessing import Pool

def square(n):
    time.sleep(1)
    return n * n

def tell(value):
    print "callback", value

if __name__ == "__main__":
    pool = Pool(2)
    results = [pool.apply_async(square, (n,), callback=tell) for n in range(4)]
    for result in results:
        print "got", result.get()
    pool.close()
    pool.join()
