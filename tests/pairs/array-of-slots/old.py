# Each process fills in its own place.
import time
from multiprocessing import Array, Process

def square(numbers, i):
    time.sleep(i * 0.5)
    numbers[i] = numbers[i] ** 2

if __name__ == '__main__':
    numbers = Array('i', range(1, 5))
    print "before:", numbers[:]
    processes = [Process(target=square, args=(numbers, i)) for i in xrange(4)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print "after:", numbers[:]
