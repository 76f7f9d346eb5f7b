# The classic: a queue, some threads, and join.
from Queue import Queue
from threading import Thread
import time

PAGES = [("index", 1), ("news", 1.5), ("about", 1), ("help", 1)]
q = Queue()

def fetch():
    while True:
        name, seconds = q.get()
        time.sleep(seconds)
        print "fetched " + name
        q.task_done()

for i in range(2):
    t = Thread(target=fetch)
    t.setDaemon(True)
    t.start()

for page in PAGES:
    q.put(page)
q.join()
print "the queue is empty"
