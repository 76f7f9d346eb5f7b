"""The child leaves without its parent's exit handler."""

import atexit
import os
import time


def clean():
    print("cleaning up")


atexit.register(clean)
pid = os.fork()
if pid == 0:
    print("child ends")
    os._exit(0)
os.waitpid(pid, 0)
time.sleep(1)
print("parent ends")
