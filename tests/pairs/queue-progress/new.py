"""Counts the messages, whoever sent them."""

import time
from multiprocessing import Process, Queue


def work(seconds, q):
    time.sleep(seconds)
    q.put("done")


if __name__ == "__main__":
    q = Queue()
    workers = [Process(target=work, args=(seconds, q)) for seconds in (3, 1, 2)]
    for worker in workers:
        worker.start()
    for done, _ in enumerate(workers, start=1):
        q.get()
        print(f"{done} of {len(workers)} done")
    print("complete")
    for worker in workers:
        worker.join()
