"""A clock that ticks as long as main works."""

import itertools
import threading
import time


def clock():
    for tick in itertools.count():
        print(f"tick {tick}")
        time.sleep(1)


threading.Thread(target=clock, daemon=True).start()
time.sleep(0.5)
print("main works")
time.sleep(2)
print("main has worked")
