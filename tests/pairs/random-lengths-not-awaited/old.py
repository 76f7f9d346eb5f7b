# Who is first? Chance decides.
import random
import time
from multiprocessing import Process

def swim(lane):
    time.sleep(random.uniform(0.5, 1.5))
    print "lane %d is home" % lane

if __name__ == '__main__':
    swimmers = [Process(target=swim, args=(lane,)) for lane in xrange(1, 4)]
    for s in swimmers: s.start()
    print "they are off"
    for s in swimmers: s.join()
    print "the race is over"
