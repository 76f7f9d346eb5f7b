"""Everybody sleeps as long as he likes."""

import random
import time
from multiprocessing import Process


def nap(name):
    seconds = random.uniform(0.5, 1.5)
    print(f"{name} falls asleep")
    time.sleep(seconds)
    print(f"{name} has slept {seconds:.6f} s")


if __name__ == "__main__":
    sleepers = [Process(target=nap, args=(name,)) for name in ("ann", "bob", "cat")]
    for sleeper in sleepers:
        sleeper.start()
    for sleeper in sleepers:
        sleeper.join()
    print("coffee!")
