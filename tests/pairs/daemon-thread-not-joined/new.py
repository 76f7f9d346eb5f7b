"""The daemon saves, main says good-bye."""

import threading
import time


def save():
    print("saving")
    time.sleep(2)
    print("saved")


saver = threading.Thread(target=save, daemon=True)
saver.start()
time.sleep(1)
print("main has nothing more to do")
print("good-bye")
