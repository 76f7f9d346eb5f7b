"""Ends itself the soft way."""

import signal
import sys
import time

print("working")
time.sleep(1)
print("giving up")
sys.exit(128 + signal.SIGTERM)
