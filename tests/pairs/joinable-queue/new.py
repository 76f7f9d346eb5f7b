"""Daemons work until the queue is empty."""

import time
from multiprocessing import JoinableQueue, Process


def worker(q):
    while True:
        n = q.get()
        try:
            time.sleep(1)
            print(f"task {n} is done")
        finally:
            q.task_done()


if __name__ == "__main__":
    q = JoinableQueue()
    for _ in range(2):
        Process(target=worker, args=(q,), daemon=True).start()
    for n in range(4):
        q.put(n)
    q.join()
    print("everything is done")
