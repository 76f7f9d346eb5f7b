# Waits as long as it takes.
from multiprocessing import Process
import time

def cook():
    print "cooking"
    time.sleep(1)
    print "cooked"

if __name__ == '__main__':
    p = Process(target=cook)
    p.start()
    print "laying the table"
    p.join()
    print "eating"
