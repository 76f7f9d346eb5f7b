"""The handler that was registered last is the first."""

import atexit
import threading
import time


def handler(name):
    print(f"handler {name}")


def work():
    time.sleep(1)
    print("the thread ends")


for name in ("one", "two", "three"):
    atexit.register(handler, name)
threading.Thread(target=work).start()
print("main ends")
