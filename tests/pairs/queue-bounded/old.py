# A shelf with one place.
from multiprocessing import Process, Queue
import time

def fill(shelf):
    for n in range(4):
        shelf.put(n)
        print "stored", n
    shelf.put(None)

def clear(shelf):
    while True:
        n = shelf.get()
        if n is None: break
        time.sleep(1)
        print "removed", n

if __name__ == '__main__':
    shelf = Queue(1)
    people = [Process(target=f, args=(shelf,)) for f in (fill, clear)]
    for p in people: p.start()
    for p in people: p.join()
