"""Prime numbers from three ranges."""

import time
from multiprocessing import Manager, Process


def find(start, stop, primes):
    time.sleep(start // 10)
    for n in range(start, stop):
        if all(n % d for d in range(2, n)):
            primes.append(n)


if __name__ == "__main__":
    with Manager() as manager:
        primes = manager.list()
        finders = [Process(target=find, args=(s, s + 10, primes)) for s in (10, 20, 30)]
        for finder in finders:
            finder.start()
        for finder in finders:
            finder.join()
        for n in primes:
            print(n, "is prime")
