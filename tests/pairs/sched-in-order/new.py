"""Two events on a schedule."""

import sched
import time

scheduler = sched.scheduler(time.time, time.sleep)


def print_event(name, repeat=0):
    print("EVENT:", name)
    if repeat:
        scheduler.enter(2, 1, print_event, (name + " again", repeat - 1))


print("START")
scheduler.enter(1, 1, print_event, ("first", 1))
scheduler.enter(2, 1, print_event, ("second",))
scheduler.run()
print("END")
