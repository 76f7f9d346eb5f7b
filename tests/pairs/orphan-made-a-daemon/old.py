# A fork is nobody's daemon.
import os
import time

pid = os.fork()
if pid == 0:
    print "child: writing"
    time.sleep(1)
    print "child: written"
    os._exit(0)
time.sleep(2)
print "parent: leaving"
