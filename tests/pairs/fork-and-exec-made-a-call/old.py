# The child becomes another program.
import os
import sys

pid = os.fork()
if pid == 0:
    print "child: before"
    sys.stdout.flush()
    os.execlp("true", "true")
    print "child: after"
    os._exit(1)
pid, status = os.wait()
print "parent: the child has ended"
