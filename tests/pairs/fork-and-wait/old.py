# Two children by hand.
import os
import time

pids = []
for n in xrange(1, 3):
    pid = os.fork()
    if pid == 0:
        print "child %d begins" % n
        time.sleep(n)
        print "child %d ends" % n
        os._exit(n * 10)
    pids.append(pid)
print "the parent waits for %d children" % len(pids)
for pid in pids:
    pid, status = os.waitpid(pid, 0)
    print "a child ended with", os.WEXITSTATUS(status)
print "the parent ends"
