# Waits for two threads.
import threading
import time

def count(what, seconds):
    time.sleep(seconds)
    print "%s are counted" % what

ts = [threading.Thread(target=count, args=a) for a in (("apples", 0.5), ("pears", 1))]
for t in ts: t.start()
time.sleep(2)
for t in ts: t.join()
print "the total is known"
