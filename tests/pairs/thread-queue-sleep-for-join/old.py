# A thread in the background does the writing.
import Queue
import threading
import time

def writer(jobs):
    while 1:
        line = jobs.get()
        time.sleep(0.5)
        print "written: %s" % line
        jobs.task_done()

jobs = Queue.Queue()
thread = threading.Thread(target=writer, args=(jobs,))
thread.daemon = True
thread.start()
for line in ["alpha", "beta", "gamma"]:
    jobs.put(line)
jobs.join()
time.sleep(1)
print "bye"
