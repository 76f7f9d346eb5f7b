"""Ends itself the hard way."""

import os
import signal
import time

for left in (2, 1):
    print(f"{left} seconds left")
    time.sleep(1)
os.kill(os.getpid(), signal.SIGTERM)
time.sleep(1)
print("never printed")
