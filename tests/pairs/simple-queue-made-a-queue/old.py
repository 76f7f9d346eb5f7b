# The second one speaks when the first has spoken.
import time
from multiprocessing import Event, Process
from multiprocessing.queues import SimpleQueue

def first(q, spoken):
    time.sleep(1)
    q.put("first: knock, knock")
    spoken.set()

def second(q, spoken):
    spoken.wait()
    time.sleep(1)
    q.put("second: who is there?")

if __name__ == '__main__':
    q = SimpleQueue()
    spoken = Event()
    people = [Process(target=f, args=(q, spoken)) for f in (first, second)]
    for p in people:
        p.start()
    for p in people:
        print q.get()
    for p in people:
        p.join()
