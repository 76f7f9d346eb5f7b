"""os._exit does not wait for threads."""

import os
import threading
import time


def write():
    print("the thread writes")
    time.sleep(2)
    print("the thread has written")


t = threading.Thread(target=write)
t.start()
time.sleep(1)
print("main leaves")
os._exit(2)
