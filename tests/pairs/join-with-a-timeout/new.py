"""Waits for the daemon, but not for long."""

import time
from multiprocessing import Process


def daemon():
    print("daemon: starting")
    time.sleep(3)
    print("daemon: exiting")


def non_daemon():
    time.sleep(0.5)
    print("other: exiting")


if __name__ == "__main__":
    d = Process(name="daemon", target=daemon, daemon=True)
    n = Process(name="other", target=non_daemon)
    d.start()
    n.start()
    d.join(timeout=1)
    print("d.is_alive()", d.is_alive())
    n.join()
    print("n.is_alive()", n.is_alive())
