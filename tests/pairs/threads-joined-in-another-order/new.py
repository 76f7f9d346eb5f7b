"""Joins the slow one first."""

import time
from threading import Thread


def climb(who, seconds):
    time.sleep(seconds)
    print(who, "is on the top")
    time.sleep(1)
    print(who, "is back")


threads = [Thread(target=climb, args=args) for args in (("goat", 0.5), ("man", 2))]
for thread in threads:
    thread.start()
while threads:
    threads.pop().join()
print("the mountain is empty")
