# The generator runs in the pool's own thread, while the workers work.
import time
from multiprocessing import Pool


def numbers():
    for n in range(4):
        print "make", n
        yield n


def square(n):
    time.sleep(1)
    print "work", n
    return n * n


if __name__ == "__main__":
    pool = Pool(2)
    results = pool.imap(square, numbers())
    for value in results:
        print "result", value
    pool.close()
    pool.join()
