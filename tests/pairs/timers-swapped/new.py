"""Eggs and tea."""

import threading


def done(what):
    print(f"{what} is done")


for what, seconds in {"the egg": 2, "the tea": 1}.items():
    threading.Timer(seconds, done, args=[what]).start()
print("water is boiling")
