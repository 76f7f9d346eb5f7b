"""The bell rings, and the dishes are called out."""

import time
from multiprocessing import Condition, Process


def waiter(bell):
    with bell:
        bell.wait()
        print("waiter: on my way")


def cook(bell):
    time.sleep(1)
    with bell:
        bell.notify()
        print("cook: soup is ready")
        print("cook: fish is ready")


if __name__ == "__main__":
    bell = Condition()
    people = [Process(target=f, args=(bell,)) for f in (waiter, cook)]
    for p in people:
        p.start()
    for p in people:
        p.join()
