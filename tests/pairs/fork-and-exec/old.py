# The child becomes another program.
import os
import sys

CODE = "import time; time.sleep(1); print('the other program'); raise SystemExit(5)"

pid = os.fork()
if pid == 0:
    print "child: before exec"
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-c", CODE])
    print "child: never printed"
pid, status = os.wait()
print "parent: status %d" % os.WEXITSTATUS(status)
