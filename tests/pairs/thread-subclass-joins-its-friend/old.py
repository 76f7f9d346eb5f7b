# A relay: each runner waits for the one before.
from threading import Thread
import time

class Runner(Thread):
    def __init__(self, n, before=None):
        Thread.__init__(self)
        self.n, self.before = n, before
    def run(self):
        if self.before is not None:
            self.before.join()
        print "runner %d has the baton" % self.n
        time.sleep(1)
        print "runner %d is through" % self.n

first = Runner(1)
second = Runner(2, first)
first.start()
second.start()
second.join()
print "finish"
