"""A van between the factory and the shop."""

import threading
import time
from queue import Queue


def factory(van):
    for n in range(5):
        van.put(n)
        print(f"loaded {n}")
        time.sleep(1)
    van.put(None)


def shop(van):
    for n in iter(van.get, None):
        time.sleep(0.5)
        print(f"sold {n}")


van = Queue()
threads = [threading.Thread(target=f, args=(van,)) for f in (factory, shop)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("closed")
