"""Three guests at one counter."""

import time
from multiprocessing import Lock, Process

GUESTS = ["adam", "bert", "carl"]


def order(lock, name, delay):
    time.sleep(delay)
    with lock:
        print(name, "orders")
        time.sleep(0.5)
        print(name, "pays")


if __name__ == "__main__":
    lock = Lock()
    for delay, name in enumerate(reversed(GUESTS)):
        Process(target=order, args=(lock, name, delay)).start()
