# A child that leaves at once.
from multiprocessing import Process
import os
import time

def child():
    try:
        print "child: about to leave"
        time.sleep(1)
        os._exit(7)
    finally:
        print "child: never"

if __name__ == '__main__':
    p = Process(target=child)
    p.start()
    print "main: waiting"
    p.join()
    print "main: the child left with %d" % p.exitcode
