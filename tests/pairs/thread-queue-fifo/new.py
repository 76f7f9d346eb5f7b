"""The classic: a queue, some threads, and join."""

import time
from queue import Queue
from threading import Thread

PAGES = [("index", 1), ("news", 1.5), ("about", 1), ("help", 1)]


def fetch(q):
    while True:
        name, seconds = q.get()
        time.sleep(seconds)
        print(f"fetched {name}")
        q.task_done()


def main():
    q = Queue()
    for _ in range(2):
        Thread(target=fetch, args=(q,), daemon=True).start()
    for page in PAGES:
        q.put(page)
    q.join()
    print("the queue is empty")


main()
