# Child and parent count.
import os
import time

pid = os.fork()
if pid == 0:
    for i in range(1, 3):
        time.sleep(1)
        print "child", i
    os._exit(0)
else:
    time.sleep(0.5)
    print "parent 1"
    os.waitpid(pid, 0)
    print "parent 2"
