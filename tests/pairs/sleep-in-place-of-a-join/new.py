"""Main waits long enough."""

import time
from multiprocessing import Process


def report():
    print("collecting figures")
    time.sleep(1)
    print("figures collected")


if __name__ == "__main__":
    p = Process(target=report)
    p.start()
    time.sleep(2)
    print("report printed")
