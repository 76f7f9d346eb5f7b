# Three reminders.
import sched
import time

def remind(what):
    print "remember the %s" % what

s = sched.scheduler(time.time, time.sleep)
for delay, what in enumerate(("keys", "milk", "rent")):
    s.enter(delay + 1, 1, remind, (what,))
s.run()
print "nothing is forgotten"
