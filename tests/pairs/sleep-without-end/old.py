# Ticks until somebody stops it.
import time

n = 0
while True:
    print "tick %d" % n
    n += 1
    time.sleep(1)
