"""Shows the messages as they come."""

import time
from multiprocessing import Process, Queue


def work(number, q):
    time.sleep(number)
    q.put(number)


if __name__ == "__main__":
    q = Queue()
    workers = [Process(target=work, args=(number, q)) for number in (1, 2, 3)]
    for worker in workers:
        worker.start()
    for _ in workers:
        print(f"{q.get()} of 3 done")
    print("complete")
    for worker in workers:
        worker.join()
