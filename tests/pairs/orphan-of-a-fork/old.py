# The child goes on when its parent has gone.
import os
import sys
import time

pid = os.fork()
if pid > 0:
    print "parent: good-bye"
    sys.exit(0)
time.sleep(1)
print "orphan: I am alone"
time.sleep(1)
print "orphan: I am going too"
