"""Breakfast."""

import threading
import time


def prepare(what, seconds):
    time.sleep(seconds)
    print(what, "is ready")


threads = [
    threading.Thread(target=prepare, args=("tea", 1)),
    threading.Thread(target=prepare, args=("toast", 2)),
]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("breakfast!")
