# The child waits for its mother's lock.
from multiprocessing import Lock, Process
import time

def child(lock):
    lock.acquire()
    print "child: my turn"
    lock.release()

if __name__ == "__main__":
    lock = Lock()
    lock.acquire()
    p = Process(target=child, args=(lock,))
    p.start()
    time.sleep(1)
    print "mother: still mine"
    time.sleep(1)
    print "mother: take it"
    lock.release()
    p.join()
