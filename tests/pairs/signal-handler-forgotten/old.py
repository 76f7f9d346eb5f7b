# A worker that cleans up when it is told to end.
import os
import signal
import sys
import time
from multiprocessing import Process

def clean_up(signum, frame):
    print "worker: cleaning up"
    sys.exit(3)

def work():
    signal.signal(signal.SIGTERM, clean_up)
    print "worker: at work"
    time.sleep(3)

if __name__ == '__main__':
    p = Process(target=work)
    p.start()
    time.sleep(1)
    os.kill(p.pid, signal.SIGTERM)
    p.join()
    print "exit code", p.exitcode
