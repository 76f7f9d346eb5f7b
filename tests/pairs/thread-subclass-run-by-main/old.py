# Two counters.
import threading
import time

class Counter(threading.Thread):
    def __init__(self, label, pace):
        threading.Thread.__init__(self)
        self.label = label
        self.pace = pace

    def run(self):
        for i in xrange(2):
            print "%s%d" % (self.label, i)
            time.sleep(self.pace)

a, b = Counter("a", 1), Counter("b", 1.5)
a.start()
time.sleep(0.5)
b.start()
a.join()
b.join()
print "counted"
