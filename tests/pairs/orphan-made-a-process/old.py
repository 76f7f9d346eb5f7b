# The child outlives its parent.
import os
import time

def child():
    print "child: begins"
    time.sleep(2)
    print "child: ends"

if os.fork() == 0:
    child()
    os._exit(0)
time.sleep(1)
print "parent: ends"
