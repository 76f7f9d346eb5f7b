"""Two consumers wait until the producer has made the resource."""

import threading
import time


def consumer(name, condition):
    with condition:
        condition.wait()
        print(f"{name}: resource is there")


def producer(condition):
    with condition:
        print("producer: making the resource")
        condition.notify_all()


condition = threading.Condition()
threads = [threading.Thread(target=consumer, args=(name, condition)) for name in ("c1", "c2")]
threads.append(threading.Thread(target=producer, args=(condition,)))
for number, thread in enumerate(threads):
    if number:
        time.sleep(1)
    thread.start()
for thread in threads:
    thread.join()
print("over")
