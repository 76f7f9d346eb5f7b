"""Main lets the lock go in time."""

import threading
import time

lock = threading.Lock()


def deliver():
    print("thread: at the door")
    with lock:
        print("thread: delivered")


with lock:
    t = threading.Thread(target=deliver)
    t.start()
    time.sleep(1)
    print("main: at home")
t.join()
print("main: received")
