# Two jobs side by side.
import multiprocessing
import time

def job(name):
    print name, "begins"
    time.sleep(2)
    print name, "ends"

if __name__ == '__main__':
    first = multiprocessing.Process(target=job, args=('first',))
    second = multiprocessing.Process(target=job, args=('second',))
    first.start()
    second.start()
    first.join()
    second.join()
    print "both have ended"
