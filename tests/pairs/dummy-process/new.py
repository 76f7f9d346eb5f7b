"""Threads."""

import time
from threading import Thread


def walk(who, steps, pace):
    for step in range(steps):
        time.sleep(pace)
        print(f"{who}: step {step + 1}")


walkers = [Thread(target=walk, args=args) for args in (("child", 1, 1), ("adult", 2, 1.5))]
for walker in walkers:
    walker.start()
for walker in walkers:
    walker.join()
print("at home")
