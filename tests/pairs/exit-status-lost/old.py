# Main ends as its child did.
import sys
import time
from multiprocessing import Process

def check():
    print "checking"
    time.sleep(1)
    print "two errors"
    sys.exit(2)

if __name__ == '__main__':
    p = Process(target=check)
    p.start()
    p.join()
    print "done"
    sys.exit(p.exitcode)
