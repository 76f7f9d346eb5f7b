"""A worker class."""

import multiprocessing
import time


class Worker(multiprocessing.Process):
    def __init__(self, seconds):
        super().__init__()
        self.seconds = seconds

    def run(self):
        print(f"In {self.name}")
        time.sleep(self.seconds)
        print(f"Out of {self.name}")


if __name__ == "__main__":
    jobs = [Worker(i + 0.5) for i in range(3)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
        print(job.name, "was joined")
