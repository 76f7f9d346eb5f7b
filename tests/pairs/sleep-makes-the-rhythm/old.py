# Sleep sort, one process for each number.
from multiprocessing import Process
import time

def nap(n):
    print "child %d sleeps" % n
    time.sleep(n)
    print "child %d wakes" % n

if __name__ == '__main__':
    children = []
    for n in xrange(3, 0, -1):
        child = Process(target=nap, args=(n,))
        children.append(child)
        child.start()
    for child in children:
        child.join()
    print "all are awake"
