# A worker that can be finished.
from multiprocessing import Process
import time

class Worker(Process):
    def run(self):
        for i in xrange(2):
            print "worker: step %d" % i
            time.sleep(0.5)

    def finish(self):
        self.join()

if __name__ == '__main__':
    worker = Worker()
    worker.start()
    time.sleep(1.5)
    print "main: waiting"
    worker.finish()
    print "main: the worker has finished"
