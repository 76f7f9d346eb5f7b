# A KeyError in an item comes out of get.
import time
from multiprocessing import Pool

COLOURS = {"sky": "blue", "grass": "green"}


def look(thing):
    time.sleep(1)
    return COLOURS[thing]


if __name__ == "__main__":
    pool = Pool(2)
    things = ["sky", "sea", "grass", "soot"]
    results = [pool.apply_async(look, (thing,)) for thing in things]
    for thing, result in zip(things, results):
        try:
            colour = result.get()
            print thing, "is", colour
        except KeyError, error:
            print "nobody knows %s (%s)" % (thing, error)
    pool.close()
    pool.join()
