"""Somebody catches it."""

import threading
import time


def count():
    for i in range(2):
        time.sleep(1)
        print(f"count {i}")


def check(n):
    if n > 1:
        raise ValueError(f"{n} is too much")


t = threading.Thread(target=count)
t.start()
try:
    check(1)
    print("one is all right")
    check(2)
except ValueError as error:
    print("ValueError:", error)
