"""The parent prints its last line before the child does."""

import time
from multiprocessing import Process


def child():
    print("child: begins")
    time.sleep(2)
    print("child: ends")


if __name__ == "__main__":
    Process(target=child).start()
    time.sleep(1)
    print("parent: ends")
