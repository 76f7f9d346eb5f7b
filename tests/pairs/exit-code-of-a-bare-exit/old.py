# A child that leaves early.
import multiprocessing
import sys
import time

def leave():
    print "child: leaving"
    time.sleep(1)
    sys.exit()

if __name__ == '__main__':
    p = multiprocessing.Process(target=leave)
    p.start()
    p.join()
    print "exit code: %d" % p.exitcode
