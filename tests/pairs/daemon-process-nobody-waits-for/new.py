"""A daemon that has time enough."""

import time
from multiprocessing import Process


def backup():
    print("backup begins")
    time.sleep(1)
    print("backup ends")


if __name__ == "__main__":
    Process(target=backup, daemon=True).start()
    time.sleep(2)
    print("main ends")
