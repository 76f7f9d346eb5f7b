# The parent does not care.
import os
import time

if os.fork() == 0:
    print "child: hello"
    time.sleep(1)
    print "child: bye"
    os._exit(0)
time.sleep(2)
print "parent: bye"
