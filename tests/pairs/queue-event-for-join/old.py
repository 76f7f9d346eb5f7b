# The second half is written when the first one is over.
import time
from multiprocessing import Process, Queue

def write(half, q):
    for n in xrange(2):
        time.sleep(0.5)
        q.put("%s half, line %d" % (half, n))

if __name__ == "__main__":
    q = Queue()
    first = Process(target=write, args=("first", q))
    first.start()
    first.join()
    second = Process(target=write, args=("second", q))
    second.start()
    for n in xrange(4):
        print q.get()
    second.join()
