"""First the hare, then the tortoise."""

import time
from multiprocessing import Process


def race(animal, seconds):
    print(f"{animal} sets out")
    time.sleep(seconds)
    print(f"{animal} is there")


if __name__ == "__main__":
    animals = [Process(target=race, args=args) for args in (("hare", 1), ("tortoise", 2))]
    for animal in animals:
        animal.start()
    for animal in animals:
        animal.join()
    print("both are there")
