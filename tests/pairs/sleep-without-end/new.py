"""Ticks until somebody stops it."""

import itertools
import time

for n in itertools.count():
    print(f"tick {n}")
    time.sleep(1)
