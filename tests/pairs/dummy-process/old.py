# Processes that are threads.
from multiprocessing.dummy import Process
import time

def walk(who, steps, pace):
    for step in xrange(steps):
        time.sleep(pace)
        print "%s: step %d" % (who, step + 1)

walkers = [Process(target=walk, args=args) for args in (("child", 1, 1), ("adult", 2, 1.5))]
for w in walkers: w.start()
for w in walkers: w.join()
print "at home"
