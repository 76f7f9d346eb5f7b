# Three processes.
from multiprocessing import Process
import time

def bake(cake):
    print "%s: into the oven" % cake
    time.sleep(1)
    print "%s: out of the oven" % cake

if __name__ == '__main__':
    ovens = [Process(target=bake, args=(cake,)) for cake in ('apple', 'cherry', 'plum')]
    for o in ovens: o.start()
    for o in ovens: o.join()
    print "three cakes"
