"""The bell rings when all pupils have left."""

import time
from multiprocessing import Pool


def leave(pupil):
    time.sleep(len(pupil) - 2)
    print(pupil, "leaves")


if __name__ == "__main__":
    with Pool(3) as pool:
        pool.map_async(leave, ["lia", "nils", "ortun"])
        time.sleep(4)
        print("the bell rings")
        pool.close()
        pool.join()
    print("the school is closed")
