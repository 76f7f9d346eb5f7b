# Joins at the end of everything.
from multiprocessing import Process
import time

def count(name, steps):
    for step in range(steps):
        time.sleep(1)
        print "%s: %d" % (name, step)

if __name__ == '__main__':
    a = Process(target=count, args=('a', 1))
    b = Process(target=count, args=('b', 2))
    a.start()
    b.start()
    print "counting"
    a.join()
    b.join()
