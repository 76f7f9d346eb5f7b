# Main fails, the child goes on.
from multiprocessing import Process
import time

def child():
    print "child begins"
    time.sleep(2)
    print "child ends"

if __name__ == '__main__':
    p = Process(target=child)
    p.start()
    time.sleep(1)
    print "main is about to fail"
    raise RuntimeError("main has failed")
