# Runs a schedule, then ends.
import sched
import time

def feed(animal):
    print "feeding the %s" % animal

s = sched.scheduler(time.time, time.sleep)
s.enter(1, 1, feed, ("lion",))
s.enter(2, 1, feed, ("seal",))
print "the zoo opens"
s.run()
print "the zoo closes"
