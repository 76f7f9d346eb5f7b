"""The exit handler usually comes after the thread."""

import atexit
import threading
import time


@atexit.register
def total():
    print("total: 2 pages")


def copy():
    for page in (1, 2):
        print(f"page {page}")
        time.sleep(0.5)


threading.Thread(target=copy, daemon=True).start()
time.sleep(2)
print("main ends")
