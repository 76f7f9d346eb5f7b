# sys.exit waits for threads.
import sys
import threading
import time

def write():
    print "the thread writes"
    time.sleep(2)
    print "the thread has written"

t = threading.Thread(target=write)
t.start()
time.sleep(1)
print "main leaves"
sys.exit(2)
