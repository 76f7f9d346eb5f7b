# Cooks share a kitchen; a recipe is one visit.
import time
from multiprocessing import Process, RLock

def step(kitchen, what):
    with kitchen:
        print what
        time.sleep(0.2)

def recipe(kitchen, dish, delay):
    time.sleep(delay)
    with kitchen:
        step(kitchen, "mix the " + dish)
        step(kitchen, "bake the " + dish)

if __name__ == '__main__':
    kitchen = RLock()
    for delay, dish in enumerate(["bread", "cake"]):
        Process(target=recipe, args=(kitchen, dish, delay)).start()
