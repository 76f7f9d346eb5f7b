"""Three rounds, each of which waits for all of its items."""

import time
from concurrent.futures import ProcessPoolExecutor


def step(number: int, item: int) -> None:
    print(f"round {number}: item {item}")
    time.sleep(0.5 * (item + 1))


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        for number in range(3):
            list(executor.map(step, [number] * 4, range(4)))
            print("-- round", number, "is over")
