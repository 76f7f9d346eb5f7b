"""Main assembles when the parts are there."""

import threading
import time

there = threading.Semaphore(0)


def make(part, seconds):
    time.sleep(seconds)
    print(f"the {part} is there")
    there.release()


parts = [threading.Thread(target=make, args=a) for a in [("frame", 1), ("motor", 2)]]
for t in parts:
    t.start()
there.acquire()
time.sleep(1.5)
print("assembling")
for t in parts:
    t.join()
