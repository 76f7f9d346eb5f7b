# A lock keeps the lines of one report together.
from multiprocessing import Process, Lock
import time

def report(lock, name, delay):
    time.sleep(delay)
    lock.acquire()
    try:
        print "report of", name
        time.sleep(0.5)
        print "  nothing to say,", name
    finally:
        lock.release()

if __name__ == '__main__':
    lock = Lock()
    for delay, name in enumerate(["ann", "bob", "cid"]):
        Process(target=report, args=(lock, name, delay)).start()
