# The child fails, then main says so.
from multiprocessing import Process
import time

def child():
    print "child: trying"
    time.sleep(1)
    print "child: failing"
    raise RuntimeError("no way")

if __name__ == '__main__':
    p = Process(target=child)
    p.start()
    time.sleep(2)
    p.join()
    print "main: the child has failed"
