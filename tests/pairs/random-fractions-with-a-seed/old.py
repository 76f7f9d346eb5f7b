# Fractions made of one seed.
import random
import time
from multiprocessing import Process

def show(name, number, delay):
    time.sleep(delay)
    print "%s: %.6f" % (name, number)

if __name__ == '__main__':
    random.seed(7)
    ps = []
    for i, name in enumerate(('first', 'second', 'third')):
        ps.append(Process(target=show, args=(name, random.random(), i * 0.5)))
    for p in ps: p.start()
    for p in ps: p.join()
    print "dice: %d" % (1 + int(6 * random.random()))
