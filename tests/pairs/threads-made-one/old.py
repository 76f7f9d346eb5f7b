# Two pots.
import threading
import time

def boil(what, seconds):
    print "%s is put on" % what
    time.sleep(seconds)
    print "%s is done" % what

pots = []
for what, seconds in (("egg", 1), ("rice", 2)):
    pot = threading.Thread(target=boil, args=(what, seconds))
    pot.start()
    pots.append(pot)
    time.sleep(0.5)
for pot in pots:
    pot.join()
print "dinner is ready"
