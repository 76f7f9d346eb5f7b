"""A worker that forgets everything after each task."""

import time
from multiprocessing import Pool

calls = 0


def serve(guest):
    global calls
    calls += 1
    time.sleep(0.5)
    return f"{guest} is guest number {calls}"


if __name__ == "__main__":
    with Pool(1) as pool:
        for line in pool.imap(serve, ["ina", "jon", "kay"]):
            print(line)
