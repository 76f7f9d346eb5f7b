"""First the walls, then the roofs."""

import time
from multiprocessing import Pool


def build(part):
    name, days = part
    time.sleep(days)
    print("built", name)


if __name__ == "__main__":
    with Pool(2) as pool:
        walls = pool.map_async(build, [("wall 1", 1), ("wall 2", 1.5)])
        roofs = pool.map_async(build, [("roof 1", 2), ("roof 2", 2.5)])
        walls.get()
        roofs.get()
        print("two houses")
