# Everybody writes his name into the list.
import time
from multiprocessing import Manager, Process

def sign(names, name):
    time.sleep(len(name) - 2)
    names.append(name)

if __name__ == '__main__':
    manager = Manager()
    names = manager.list()
    people = [Process(target=sign, args=(names, n)) for n in ("karl", "ute", "marie")]
    for p in people: p.start()
    for p in people: p.join()
    for n in sorted(names):
        print n, "has signed"
    print len(names), "in all"
