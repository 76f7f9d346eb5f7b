"""Main says what the workers have done."""

import time
from multiprocessing import Pool


def paint(wall):
    name, hours = wall
    time.sleep(hours)
    return name


if __name__ == "__main__":
    with Pool(2) as pool:
        for name in pool.map(paint, [("north", 1), ("east", 2), ("south", 2), ("west", 2)]):
            print(name, "wall is painted")
    print("the room is done")
