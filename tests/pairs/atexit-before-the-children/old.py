# A handler of main's, and a child that nobody joins.
import atexit
import time
from multiprocessing import Process

def bye():
    print "main says bye"

def work():
    print "child begins"
    time.sleep(1)
    print "child ends"

if __name__ == '__main__':
    atexit.register(bye)
    Process(target=work).start()
    print "main ends"
