"""The child becomes another program."""

import os
import sys

CODE = "import time; time.sleep(1); print('the other program'); raise SystemExit(5)"

pid = os.fork()
if pid == 0:
    print("child: before exec", flush=True)
    os.execl(sys.executable, sys.executable, "-c", CODE)
    print("child: never printed")
_, status = os.wait()
print("parent: status", os.WEXITSTATUS(status))
