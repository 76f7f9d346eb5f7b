"""Fractions made of one seed."""

import random
import time
from multiprocessing import Process


def show(name, number, delay):
    time.sleep(delay)
    print(f"{name}: {number:.6f}")


if __name__ == "__main__":
    random.seed(7)
    names = ("first", "second", "third")
    processes = [Process(target=show, args=(name, random.random(), i * 0.5)) for i, name in enumerate(names)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print("dice:", 1 + int(6 * random.random()))
