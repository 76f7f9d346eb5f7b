"""A child that leaves at once."""

import os
import time
from multiprocessing import Process


def child():
    try:
        print("child: about to leave")
        time.sleep(1)
        os._exit(7)
    finally:
        print("child: never")


if __name__ == "__main__":
    p = Process(target=child)
    p.start()
    print("main: waiting")
    p.join()
    print(f"main: the child left with {p.exitcode}")
