"""The handler is registered when the child is under way."""

import atexit
import time
from multiprocessing import Process


def bye():
    print("main says bye")


def work():
    print("child begins")
    time.sleep(1)
    print("child ends")


if __name__ == "__main__":
    Process(target=work).start()
    atexit.register(bye)
    print("main ends")
