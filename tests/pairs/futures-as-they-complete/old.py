# Reports in the order of the jobs.
from multiprocessing import Process
import time

def work(n):
    time.sleep(n)
    print "job %d: done" % n

if __name__ == '__main__':
    jobs = []
    for n in (1, 2, 3):
        p = Process(target=work, args=(n,))
        p.start()
        jobs.append((n, p))
    for n, p in jobs:
        p.join()
        print "main: job %d has ended" % n
    print "main: done"
