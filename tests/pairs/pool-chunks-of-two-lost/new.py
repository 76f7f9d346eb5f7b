"""Four items."""

import time
from multiprocessing import Pool


def print_sheet(sheet):
    name, seconds = sheet
    time.sleep(seconds)
    print("sheet", name)


if __name__ == "__main__":
    with Pool(4) as pool:
        pool.map(print_sheet, [("1 front", 1), ("1 back", 3), ("2 front", 2), ("2 back", 4)])
        print("printed")
