"""Results and errors are printed by callbacks."""

import time
from functools import partial
from multiprocessing import Pool

COLOURS = {"sky": "blue", "grass": "green"}


def look(thing: str) -> str:
    time.sleep(1)
    return COLOURS[thing]


def known(thing: str, colour: str) -> None:
    print(thing, "is", colour)


def unknown(thing: str, error: BaseException) -> None:
    print(f"nobody knows {thing} ({error})")


if __name__ == "__main__":
    with Pool(2) as pool:
        for thing in ["sky", "sea", "grass", "soot"]:
            pool.apply_async(look, (thing,), callback=partial(known, thing), error_callback=partial(unknown, thing))
        pool.close()
        pool.join()
