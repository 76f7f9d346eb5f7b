"""Two workers."""

import time
from concurrent.futures import ProcessPoolExecutor


def bake(cake):
    print(f"{cake}: into the oven")
    time.sleep(1)
    print(f"{cake}: out of the oven")


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        list(executor.map(bake, ["apple", "cherry", "plum"]))
    print("three cakes")
