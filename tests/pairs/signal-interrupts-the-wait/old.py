# An alarm rings while the parent waits.
import errno
import os
import signal
import time

def ring(signum, frame):
    print "parent: it rings"

signal.signal(signal.SIGALRM, ring)
pid = os.fork()
if pid == 0:
    time.sleep(2)
    print "child: ends"
    os._exit(0)
signal.alarm(1)
try:
    os.waitpid(pid, 0)
except OSError, e:
    if e.errno != errno.EINTR:
        raise
    print "parent: interrupted"
    os.waitpid(pid, 0)
print "parent: ends"
