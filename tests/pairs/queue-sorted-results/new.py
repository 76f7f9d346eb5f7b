"""Results come in as they are ready, and are sorted before they are shown."""

import time
from multiprocessing import Process, Queue

WORDS = ["queue", "lock", "pipe"]


def measure(word, out):
    time.sleep(len(word) - 3)
    out.put((word, len(word)))


if __name__ == "__main__":
    out = Queue()
    jobs = [Process(target=measure, args=(word, out)) for word in WORDS]
    for job in jobs:
        job.start()
    results = sorted(out.get() for _ in jobs)
    for job in jobs:
        job.join()
    for word, length in results:
        print(f"{word} has {length} letters")
