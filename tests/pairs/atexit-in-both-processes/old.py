# The child inherits the exit handler.
import atexit
import os
import sys
import time

def clean():
    print "cleaning up"

atexit.register(clean)
pid = os.fork()
if pid == 0:
    print "child ends"
    sys.exit(0)
os.waitpid(pid, 0)
time.sleep(1)
print "parent ends"
