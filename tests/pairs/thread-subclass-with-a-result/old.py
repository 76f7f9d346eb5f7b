# A thread that keeps what it found.
import threading
import time

class Square(threading.Thread):
    def __init__(self, number):
        threading.Thread.__init__(self)
        self.number = number
        self.result = None

    def run(self):
        time.sleep(self.number)
        print "computing the square of %d" % self.number
        self.result = self.number ** 2

squares = [Square(n) for n in xrange(1, 4)]
for s in squares:
    s.start()
for s in squares:
    s.join()
    print "%d * %d = %d" % (s.number, s.number, s.result)
