# Joins again and again, so that Ctrl-C gets through.
from multiprocessing import Process
import time

def work():
    print "child begins"
    time.sleep(1.5)
    print "child ends"

if __name__ == '__main__':
    p = Process(target=work)
    p.start()
    while p.is_alive():
        p.join(1)
    print "the child has left with", p.exitcode
