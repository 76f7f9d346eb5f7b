"""Two programs one after the other."""

import subprocess
import sys

print("main: the first")
done = subprocess.run([sys.executable, "-c", "import time; time.sleep(1); print('first program')"])
print("main: the first left with", done.returncode)
with subprocess.Popen([sys.executable, "-c", "print('second program'); raise SystemExit(4)"]) as p:
    pass
print("main: the second left with", p.returncode)
