# The dishes are called out, then the bell rings.
import time
from multiprocessing import Condition, Process

def waiter(bell):
    bell.acquire()
    bell.wait()
    print "waiter: on my way"
    bell.release()

def cook(bell):
    time.sleep(1)
    bell.acquire()
    print "cook: soup is ready"
    print "cook: fish is ready"
    bell.notify()
    bell.release()

if __name__ == '__main__':
    bell = Condition()
    people = [Process(target=f, args=(bell,)) for f in (waiter, cook)]
    for p in people:
        p.start()
    for p in people:
        p.join()
