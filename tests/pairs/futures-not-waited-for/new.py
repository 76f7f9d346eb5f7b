"""Naps while two jobs run."""

import time
from concurrent.futures import ThreadPoolExecutor


def count(what, seconds):
    time.sleep(seconds)
    print(f"{what} are counted")


executor = ThreadPoolExecutor(max_workers=2)
executor.submit(count, "apples", 0.5)
executor.submit(count, "pears", 1)
time.sleep(2)
print("the total is known")
