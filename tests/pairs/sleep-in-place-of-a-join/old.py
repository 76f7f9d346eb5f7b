# Main waits for the child.
from multiprocessing import Process
import time

def report():
    print "collecting figures"
    time.sleep(1)
    print "figures collected"

if __name__ == '__main__':
    p = Process(target=report)
    p.start()
    p.join()
    print "report printed"
