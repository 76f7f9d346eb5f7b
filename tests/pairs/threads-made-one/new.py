"""One pot."""

import threading
import time


def boil_all(meals):
    for what, seconds in meals:
        print(f"{what} is put on")
        time.sleep(seconds)
        print(f"{what} is done")


pot = threading.Thread(target=boil_all, args=([("egg", 1), ("rice", 2)],))
pot.start()
pot.join()
print("dinner is ready")
