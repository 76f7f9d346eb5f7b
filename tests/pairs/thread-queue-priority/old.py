# Jobs with priorities, the smallest first.
import Queue
import threading
import time

class Job(object):
    def __init__(self, priority, description):
        self.priority = priority
        self.description = description
        print "new job:", description

    def __cmp__(self, other):
        return cmp(self.priority, other.priority)

def process_jobs(q):
    while True:
        job = q.get()
        time.sleep(0.5)
        print "processing job:", job.description
        q.task_done()

q = Queue.PriorityQueue()
q.put(Job(3, "mid-level"))
q.put(Job(10, "low-level"))
q.put(Job(1, "important"))
worker = threading.Thread(target=process_jobs, args=(q,))
worker.setDaemon(True)
worker.start()
q.join()
print "no job left"
