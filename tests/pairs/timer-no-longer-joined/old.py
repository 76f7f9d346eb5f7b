# Bread needs a timer.
from threading import Timer
import time

def ring():
    print "ring ring"

oven = Timer(1, ring)
oven.start()
print "the bread is in the oven"
time.sleep(2)
oven.join()
print "the bread is done"
