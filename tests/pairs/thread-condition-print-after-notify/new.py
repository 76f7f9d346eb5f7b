"""Producer and consumer with a condition."""

import threading
import time

items = []
condition = threading.Condition()


def produce():
    for n in range(3):
        time.sleep(1)
        with condition:
            items.append(n)
            condition.notify()
        print(f"produced {n}")


def consume():
    for _ in range(3):
        with condition:
            condition.wait_for(lambda: items)
            n = items.pop(0)
        time.sleep(0.5)
        print(f"consumed {n}")


threads = [threading.Thread(target=f) for f in (consume, produce)]
for t in threads:
    t.start()
for t in threads:
    t.join()
