# Child and parent.
import os
import time
from multiprocessing import Process

def child():
    print "I am %d, the child of %d" % (os.getpid(), os.getppid())
    time.sleep(1)
    print "good-bye from the child"

if __name__ == '__main__':
    print "I am %d" % os.getpid()
    p = Process(target=child)
    p.start()
    p.join()
    print "good-bye from the parent"
