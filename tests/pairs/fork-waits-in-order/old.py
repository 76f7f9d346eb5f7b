# Whoever ends first.
import os
import time

def child(n):
    time.sleep(n)
    print "child %d leaves" % n
    os._exit(n)

for n in (1, 2):
    if os.fork() == 0:
        child(n)
for i in range(2):
    pid, status = os.wait()
    print "parent: a child has left with %d" % (status >> 8)
print "parent: nobody is left"
