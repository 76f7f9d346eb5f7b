"""A worker that can be finished."""

import time
from multiprocessing import Process


class Worker(Process):
    def run(self):
        for i in range(2):
            print(f"worker: step {i}")
            time.sleep(0.5)

    def finish(self):
        time.sleep(0.5)


if __name__ == "__main__":
    worker = Worker()
    worker.start()
    time.sleep(1.5)
    print("main: waiting")
    worker.finish()
    print("main: the worker has finished")
