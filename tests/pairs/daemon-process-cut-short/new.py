"""Main does not wait for a daemon."""

import time
from multiprocessing import Process, current_process


def daemon():
    print("Starting:", current_process().name)
    time.sleep(3)
    print("Exiting :", current_process().name)


def non_daemon():
    print("Starting:", current_process().name)
    time.sleep(0.5)
    print("Exiting :", current_process().name)


if __name__ == "__main__":
    d = Process(name="daemon", target=daemon, daemon=True)
    n = Process(name="non-daemon", target=non_daemon, daemon=False)
    d.start()
    time.sleep(1)
    n.start()
