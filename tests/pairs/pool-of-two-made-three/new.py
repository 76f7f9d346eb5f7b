"""Three ships, three berths."""

import time
from multiprocessing import Pool


def unload(ship, hours):
    time.sleep(hours)
    print("ship", ship, "is empty")


if __name__ == "__main__":
    with Pool(3) as berths:
        for ship, hours in [("anna", 1), ("berta", 2), ("clara", 3)]:
            berths.apply_async(unload, (ship, hours))
        berths.close()
        berths.join()
    print("the port is empty")
