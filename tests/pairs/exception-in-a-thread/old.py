# One of two threads fails.
import threading
import time

class Task(threading.Thread):
    def __init__(self, n):
        threading.Thread.__init__(self, name="task %d" % n)
        self.n = n

    def run(self):
        time.sleep(self.n)
        print "%s begins" % self.name
        time.sleep(0.5)
        if self.n == 1:
            raise RuntimeError("no luck with %d" % self.n)
        print "%s ends" % self.name

tasks = [Task(1), Task(2)]
for t in tasks: t.start()
for t in tasks: t.join()
print "main ends"
