"""The child wakes its parent."""

import os
import signal
import time


def wake_up(signum, frame):
    print("parent: I heard it")


def child():
    time.sleep(1)
    print("child: wake up!")
    os.kill(os.getppid(), signal.SIGUSR1)
    os._exit(0)


signal.signal(signal.SIGUSR1, wake_up)
pid = os.fork()
if pid == 0:
    child()
print("parent: sleeps")
signal.pause()
os.waitpid(pid, 0)
print("parent: is awake")
