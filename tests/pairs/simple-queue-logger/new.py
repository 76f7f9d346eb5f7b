"""One process writes what the others have to say."""

import time
from multiprocessing import Process, SimpleQueue


def logger(lines):
    for line in iter(lines.get, None):
        print("log:", line)
    print("log closed")


def work(name, pause, lines):
    for step in ("begins", "ends"):
        time.sleep(pause)
        lines.put(f"{name} {step}")


if __name__ == "__main__":
    lines = SimpleQueue()
    log = Process(target=logger, args=(lines,))
    log.start()
    workers = [Process(target=work, args=(*a, lines)) for a in [("one", 1), ("two", 1.5)]]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    lines.put(None)
    log.join()
