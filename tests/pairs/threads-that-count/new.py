"""Two threads count at their own pace."""

import threading
import time


def count(name, delay, times):
    for n in range(times):
        time.sleep(delay)
        print(f"{name}: {n + 1} of {times}")


threads = [
    threading.Thread(target=count, args=("fast", 1, 3)),
    threading.Thread(target=count, args=("slow", 2.5, 2)),
]
for thread in threads:
    thread.start()
print("counting")
for thread in threads:
    thread.join()
print("exiting main thread")
