"""Two threads tell the time."""

import threading
import time


def print_time(name, delay, count):
    for _ in range(count):
        time.sleep(delay)
        print(f"{name}: {time.ctime()}")


print("it is", time.strftime("%H:%M:%S"))
threads = [
    threading.Thread(target=print_time, args=("one", 1, 2)),
    threading.Thread(target=print_time, args=("two", 1.5, 2)),
]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("it is", time.strftime("%H:%M:%S"))
