# The parent waits.
import os
import time

pid = os.fork()
if pid == 0:
    print "child: at work"
    time.sleep(1)
    print "child: done"
    os._exit(0)
os.wait()
print "parent: the child has ended"
