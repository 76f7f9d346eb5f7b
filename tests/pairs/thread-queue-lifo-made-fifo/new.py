"""Undo: the last step is taken back first."""

import threading
import time
from queue import Queue


def undo(steps):
    while not steps.empty():
        print("undo:", steps.get())
        time.sleep(0.5)


steps = Queue()
for step in ("open", "type", "save"):
    print("do:", step)
    steps.put(step)
t = threading.Thread(target=undo, args=(steps,))
t.start()
t.join()
