# Prime numbers from three ranges.
import time
from multiprocessing import Manager, Process

def find(start, stop, primes):
    time.sleep(start / 10)
    for n in xrange(start, stop):
        if all(n % d for d in xrange(2, n)):
            primes.append(n)

if __name__ == '__main__':
    primes = Manager().list()
    finders = [Process(target=find, args=(s, s + 10, primes)) for s in (10, 20, 30)]
    for f in finders: f.start()
    for f in finders: f.join()
    for n in sorted(primes):
        print n, "is prime"
