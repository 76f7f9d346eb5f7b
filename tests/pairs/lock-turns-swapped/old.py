# Three guests at one counter.
import time
from multiprocessing import Lock, Process

GUESTS = ["adam", "bert", "carl"]

def order(lock, name):
    time.sleep(GUESTS.index(name))
    lock.acquire()
    print name, "orders"
    time.sleep(0.5)
    print name, "pays"
    lock.release()

if __name__ == '__main__':
    lock = Lock()
    for name in GUESTS:
        Process(target=order, args=(lock, name)).start()
