"""The second half is written when the first one is over."""

import time
from multiprocessing import Event, Process, Queue


def write(half, q, written):
    for n in range(2):
        time.sleep(0.5)
        q.put(f"{half} half, line {n}")
    written.set()


if __name__ == "__main__":
    q = Queue()
    halves = []
    for half in ["first", "second"]:
        written = Event()
        halves.append(Process(target=write, args=(half, q, written)))
        halves[-1].start()
        written.wait()
    for _ in range(4):
        print(q.get())
    for process in halves:
        process.join()
