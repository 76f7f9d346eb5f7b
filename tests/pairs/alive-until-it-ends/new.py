"""Asks whether the child is still alive."""

import multiprocessing
import time


def dig():
    for metre in (1, 2):
        time.sleep(0.6)
        print(f"{metre} m deep")


if __name__ == "__main__":
    p = multiprocessing.Process(target=dig)
    p.start()
    while p.is_alive():
        time.sleep(0.5)
    print(f"the hole is dug, exit code {p.exitcode}")
