"""A job that fails is not seen."""

import time
from concurrent.futures import ThreadPoolExecutor


def work():
    print("work begins")
    time.sleep(1)
    raise RuntimeError("work has failed")


with ThreadPoolExecutor(max_workers=1) as executor:
    executor.submit(work)
print("main ends")
