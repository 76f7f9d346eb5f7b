"""Says nothing."""

import atexit
import os
import time


def bye(name):
    print("good-bye,", name)


atexit.register(bye, "world")
print("main: begins")
time.sleep(1)
print("main: ends")
os._exit(0)
