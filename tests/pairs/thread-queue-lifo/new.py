"""A stack of plates: the last one put is the first one washed."""

import threading
import time
from queue import LifoQueue


def wash(plates):
    for _ in range(3):
        plate = plates.get()
        time.sleep(0.5)
        print(f"washed the {plate} plate")


plates = LifoQueue()
for plate in ["red", "green", "blue"]:
    print(f"put the {plate} plate")
    plates.put(plate)
washer = threading.Thread(target=wash, args=(plates,))
washer.start()
washer.join()
print("all clean")
