"""Guests sit down when the table is laid."""

import time
from multiprocessing import Event, Process


def lay():
    time.sleep(0.5)
    print("the table is laid")


def guest(name, delay, table):
    table.wait()
    time.sleep(delay)
    print(name, "sits down")


if __name__ == "__main__":
    table = Event()
    Process(target=lay).start()
    Process(target=guest, args=("nora", 1, table)).start()
    Process(target=guest, args=("otto", 2, table)).start()
    table.set()
