"""Two children by hand."""

import os
import time


def child(n):
    print(f"child {n} begins")
    time.sleep(n)
    print(f"child {n} ends")
    os._exit(n * 10)


pids = []
for n in (1, 2):
    pid = os.fork()
    if not pid:
        child(n)
    pids.append(pid)
print(f"the parent waits for {len(pids)} children")
for pid in pids:
    _, status = os.waitpid(pid, 0)
    print("a child ended with", status >> 8)
print("the parent ends")
