"""Bread needs a timer."""

import time
from threading import Timer


def ring():
    print("ring ring")


Timer(1, ring).start()
print("the bread is in the oven")
time.sleep(2)
print("the bread is done")
