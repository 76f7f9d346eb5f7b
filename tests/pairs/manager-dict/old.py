# Results are collected in a dictionary of the manager's.
from multiprocessing import Process, Manager
import time

def cube(n, results):
    time.sleep(n)
    results[n] = n ** 3
    print "cube of", n

if __name__ == '__main__':
    manager = Manager()
    results = manager.dict()
    jobs = [Process(target=cube, args=(n, results)) for n in xrange(3)]
    for j in jobs:
        j.start()
    for j in jobs:
        j.join()
    for n in sorted(results.keys()):
        print n, "->", results[n]
