# A worker that takes too long.
import multiprocessing
import time

def slow_worker():
    print 'Starting worker'
    time.sleep(3)
    print 'Finished worker'

if __name__ == '__main__':
    p = multiprocessing.Process(target=slow_worker)
    print 'BEFORE:', p.is_alive(), p.exitcode
    p.start()
    time.sleep(1)
    p.terminate()
    print 'TERMINATED'
    p.join()
    print 'JOINED:', p.is_alive(), p.exitcode
