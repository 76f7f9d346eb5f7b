"""Jobs with priorities, the smallest first."""

import functools
import queue
import threading
import time


@functools.total_ordering
class Job:
    def __init__(self, priority, description):
        self.priority = priority
        self.description = description
        print("new job:", description)

    def __eq__(self, other):
        return self.priority == other.priority

    def __lt__(self, other):
        return self.priority < other.priority


def process_jobs(q):
    while True:
        job = q.get()
        time.sleep(0.5)
        print("processing job:", job.description)
        q.task_done()


q = queue.PriorityQueue()
q.put(Job(3, "mid-level"))
q.put(Job(10, "low-level"))
q.put(Job(1, "important"))
worker = threading.Thread(target=process_jobs, args=(q,), daemon=True)
worker.start()
q.join()
print("no job left")
