"""Two counters."""

import threading
import time


class Counter(threading.Thread):
    def __init__(self, label, pace):
        super().__init__()
        self.label = label
        self.pace = pace

    def run(self):
        for i in range(2):
            print(f"{self.label}{i}")
            time.sleep(self.pace)


for counter in Counter("a", 1), Counter("b", 1.5):
    counter.run()
print("counted")
