"""One of two threads fails."""

import threading
import time


class Task(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f"task {n}")
        self.n = n

    def run(self):
        time.sleep(self.n)
        print(f"{self.name} begins")
        time.sleep(0.5)
        if self.n == 1:
            raise RuntimeError(f"no luck with {self.n}")
        print(f"{self.name} ends")


tasks = [Task(1), Task(2)]
for task in tasks:
    task.start()
for task in tasks:
    task.join()
print("main ends")
