# A child that waits for a signal.
import os
import signal
import time

pid = os.fork()
if pid == 0:
    print "child: waiting"
    signal.pause()
    print "child: never"
    os._exit(0)
time.sleep(1)
print "parent: waiting"
os.waitpid(pid, 0)
print "parent: never"
