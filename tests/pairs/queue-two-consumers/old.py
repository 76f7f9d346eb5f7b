# Two consumers share the jobs; each has a sentinel of its own.
import multiprocessing, time

JOBS = [("wash", 1), ("cook", 2.5), ("iron", 1), ("rest", 2)]

def consumer(jobs):
    while True:
        job = jobs.get()
        if job is None:
            return
        name, seconds = job
        print "begin to", name
        time.sleep(seconds)
        print "enough of", name

if __name__ == '__main__':
    jobs = multiprocessing.Queue()
    consumers = [multiprocessing.Process(target=consumer, args=(jobs,)) for i in xrange(2)]
    for c in consumers:
        c.start()
    for job in JOBS:
        jobs.put(job)
    for c in consumers:
        jobs.put(None)
    for c in consumers:
        c.join()
    print "the day is over"
