# A worker class.
import multiprocessing
import time

class Worker(multiprocessing.Process):

    def __init__(self, seconds):
        multiprocessing.Process.__init__(self)
        self.seconds = seconds

    def run(self):
        print 'In %s' % self.name
        time.sleep(self.seconds)
        print 'Out of %s' % self.name
        return

if __name__ == '__main__':
    jobs = []
    for i in xrange(3):
        p = Worker(i + 0.5)
        jobs.append(p)
        p.start()
    for j in jobs:
        j.join()
        print j.name, 'was joined'
