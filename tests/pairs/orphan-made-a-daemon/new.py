"""A daemon."""

import time
from multiprocessing import Process


def child():
    print("child: writing")
    time.sleep(1)
    print("child: written")


if __name__ == "__main__":
    Process(target=child, daemon=True).start()
    time.sleep(2)
    print("parent: leaving")
