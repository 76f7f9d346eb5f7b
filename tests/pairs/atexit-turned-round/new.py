"""Closes the connection, then the file."""

import atexit
import time


@atexit.register
def close_file():
    print("closing the file")


@atexit.register
def close_connection():
    print("closing the connection")


print("both are open")
time.sleep(1)
print("main ends")
