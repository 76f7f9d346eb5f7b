"""A KeyError in an item comes out of get."""

import time
from multiprocessing import Pool

COLOURS = {"sky": "blue", "grass": "green"}


def look(thing: str) -> str:
    time.sleep(1)
    return COLOURS[thing]


if __name__ == "__main__":
    with Pool(2) as pool:
        things = ["sky", "sea", "grass", "soot"]
        results = [pool.apply_async(look, (thing,)) for thing in things]
        for thing, result in zip(things, results):
            try:
                print(thing, "is", result.get())
            except KeyError as error:
                print(f"nobody knows {thing} ({error})")
