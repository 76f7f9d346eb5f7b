"""A shop for two customers."""

import threading
import time


def customer(n, shop):
    time.sleep(0.5 + n * 0.5)
    with shop:
        print(f"customer {n} comes in")
        time.sleep(1.7)
        print(f"customer {n} goes out")


shop = threading.BoundedSemaphore(2)
customers = [threading.Thread(target=customer, args=(n, shop)) for n in range(4)]
for t in customers:
    t.start()
for t in customers:
    t.join()
