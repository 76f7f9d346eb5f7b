"""The child calls another program."""

import os
import subprocess

pid = os.fork()
if pid == 0:
    print("child: before")
    subprocess.call(["true"])
    print("child: after")
    os._exit(0)
pid, status = os.wait()
print("parent: the child has ended")
