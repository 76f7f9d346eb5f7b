"""A thread in the background does the writing."""

import queue
import threading
import time


def writer(jobs):
    while True:
        line = jobs.get()
        time.sleep(0.5)
        print(f"written: {line}")


jobs = queue.Queue()
threading.Thread(target=writer, args=(jobs,), daemon=True).start()
for line in ["alpha", "beta", "gamma"]:
    jobs.put(line)
time.sleep(2.5)
print("bye")
