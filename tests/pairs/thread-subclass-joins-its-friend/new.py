"""A relay: each runner waits until it is his turn."""

import time
from threading import Thread


class Runner(Thread):
    def __init__(self, n, delay):
        super().__init__()
        self.n, self.delay = n, delay

    def run(self):
        time.sleep(self.delay)
        print(f"runner {self.n} has the baton")
        time.sleep(1)
        print(f"runner {self.n} is through")


runners = [Runner(1, 0), Runner(2, 1.5)]
for runner in runners:
    runner.start()
for runner in runners:
    runner.join()
print("finish")
