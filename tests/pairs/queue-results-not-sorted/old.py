# Squares from three processes, shown in order.
from multiprocessing import Process, Queue
import time

def square(n, out):
    time.sleep(n)
    out.put((n, n * n))

if __name__ == '__main__':
    out = Queue()
    workers = [Process(target=square, args=(n, out)) for n in range(1, 4)]
    for w in workers:
        w.start()
    results = []
    for w in workers:
        results.append(out.get())
    for w in workers:
        w.join()
    results.sort()
    for n, s in results:
        print "%d * %d = %d" % (n, n, s)
