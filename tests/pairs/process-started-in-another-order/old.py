# First the tortoise, then the hare.
from multiprocessing import Process
import time

def race(animal, seconds):
    print "%s sets out" % animal
    time.sleep(seconds)
    print "%s is there" % animal

if __name__ == '__main__':
    tortoise = Process(target=race, args=('tortoise', 2))
    hare = Process(target=race, args=('hare', 1))
    tortoise.start()
    hare.start()
    tortoise.join()
    hare.join()
    print "both are there"
