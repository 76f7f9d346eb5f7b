"""One after the other."""

import os
import time


def fork_child(n):
    pid = os.fork()
    if pid == 0:
        time.sleep(n)
        print(f"child {n} leaves")
        os._exit(n)
    return pid


for pid in [fork_child(n) for n in (1, 2)]:
    _, status = os.waitpid(pid, 0)
    print(f"parent: a child has left with {os.WEXITSTATUS(status)}")
print("parent: nobody is left")
