"""Main has no more work, the thread has."""

import sys
import threading
import time


def work():
    for i in range(2):
        time.sleep(1)
        print(f"thread: {i}")


threading.Thread(target=work).start()
print("main: started a thread")
time.sleep(0.5)
sys.exit("main: no more work")
