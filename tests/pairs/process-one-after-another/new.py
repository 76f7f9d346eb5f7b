"""Two jobs."""

import multiprocessing
import time


def job(name):
    print(name, "begins")
    time.sleep(2)
    print(name, "ends")


if __name__ == "__main__":
    for name in ("first", "second"):
        process = multiprocessing.Process(target=job, args=(name,))
        process.start()
        process.join()
    print("both have ended")
