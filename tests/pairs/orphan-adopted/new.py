"""The parent cares."""

import os
import time

pid = os.fork()
if pid == 0:
    print("child: hello")
    time.sleep(1)
    print("child: bye")
    os._exit(0)
time.sleep(2)
os.waitpid(pid, 0)
print("parent: bye")
