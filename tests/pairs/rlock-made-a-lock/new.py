"""Cooks share a kitchen; a recipe is one visit."""

import time
from multiprocessing import Lock, Process


def step(kitchen, what):
    with kitchen:
        print(what)
        time.sleep(0.2)


def recipe(kitchen, dish, delay):
    time.sleep(delay)
    step(kitchen, "mix the " + dish)
    step(kitchen, "bake the " + dish)


if __name__ == "__main__":
    kitchen = Lock()
    for delay, dish in enumerate(["bread", "cake"]):
        Process(target=recipe, args=(kitchen, dish, delay)).start()
