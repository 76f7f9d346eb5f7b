"""The parent kills its child."""

import os
import signal
import time

pid = os.fork()
if pid == 0:
    print("child: I live")
    while True:
        time.sleep(1)
time.sleep(1.5)
print("parent: enough")
os.kill(pid, signal.SIGTERM)
_, status = os.waitpid(pid, 0)
if os.WIFSIGNALED(status):
    print("parent: the child died of signal", os.WTERMSIG(status))
else:
    print("parent: the child left with", os.WEXITSTATUS(status))
