"""Two cooks."""

import threading
import time


def kitchen(dish, seconds):
    time.sleep(seconds)
    print(dish, "is served")


cooks = [threading.Thread(target=kitchen, args=args) for args in (("soup", 1), ("fish", 2))]
for cook in cooks:
    cook.start()
for cook in cooks:
    cook.join()
print("the table is cleared")
