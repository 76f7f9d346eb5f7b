"""A thread runs the schedule."""

import sched
import threading
import time


def feed(animal):
    print(f"feeding the {animal}")


s = sched.scheduler(time.time, time.sleep)
s.enter(1, 1, feed, ("lion",))
s.enter(2, 1, feed, ("seal",))
print("the zoo opens")
threading.Thread(target=s.run).start()
time.sleep(3)
print("the zoo closes")
