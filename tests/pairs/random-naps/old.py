# Everybody sleeps as long as he likes.
import random
import time
from multiprocessing import Process

def nap(name):
    seconds = random.uniform(0.5, 1.5)
    print "%s falls asleep" % name
    time.sleep(seconds)
    print "%s has slept %.6f s" % (name, seconds)

if __name__ == '__main__':
    sleepers = [Process(target=nap, args=(name,)) for name in ('ann', 'bob', 'cat')]
    for s in sleepers: s.start()
    for s in sleepers: s.join()
    print "coffee!"
