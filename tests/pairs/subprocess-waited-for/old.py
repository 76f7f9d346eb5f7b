# Two programs one after the other.
import subprocess
import sys

print "main: the first"
code = subprocess.call([sys.executable, "-c", "import time; time.sleep(1); print('first program')"])
print "main: the first left with %d" % code
p = subprocess.Popen([sys.executable, "-c", "print('second program'); raise SystemExit(4)"])
p.wait()
print "main: the second left with %d" % p.returncode
