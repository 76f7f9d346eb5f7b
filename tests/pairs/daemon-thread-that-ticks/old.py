# A clock that ticks as long as main works.
import threading
import time

def clock():
    tick = 0
    while 1:
        print "tick %d" % tick
        tick += 1
        time.sleep(1)

t = threading.Thread(target=clock)
t.setDaemon(True)
t.start()
time.sleep(0.5)
print "main works"
time.sleep(2)
print "main has worked"
