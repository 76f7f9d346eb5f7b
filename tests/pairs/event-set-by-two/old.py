# The engine starts when the check is done.
import time
from multiprocessing import Event, Process

def fuel(go):
    time.sleep(1)
    print "fuel is in"

def check(go):
    time.sleep(2)
    print "check is done"
    go.set()

if __name__ == '__main__':
    go = Event()
    tasks = [Process(target=f, args=(go,)) for f in (fuel, check)]
    for t in tasks:
        t.start()
    go.wait()
    time.sleep(2)
    print "engine starts"
    for t in tasks:
        t.join()
