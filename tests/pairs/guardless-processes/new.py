"""All at the top level, as in so many answers."""

import multiprocessing
import time


def greet(name, delay):
    time.sleep(delay)
    print("hello", name)


jobs = []
for i, name in enumerate(["anna", "bert", "carl"]):
    p = multiprocessing.Process(target=greet, args=(name, i))
    jobs.append(p)
    p.start()
for p in jobs:
    p.join()
print("everybody was greeted")
