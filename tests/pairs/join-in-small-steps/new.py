"""Joins once."""

import time
from multiprocessing import Process


def work():
    print("child begins")
    time.sleep(1.5)
    print("child ends")


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
    print("the child has left with", p.exitcode)
