"""Lines are counted in a counter of all processes."""

import time
from multiprocessing import Process, Value


def count(name, lines, total):
    time.sleep(lines)
    number = total.value
    for _ in range(lines):
        number += 1
    total.value = number
    print(f"{name} has {lines} lines")


if __name__ == "__main__":
    total = Value("i", 0)
    files = [Process(target=count, args=(*a, total)) for a in [("one.c", 1), ("two.c", 2), ("three.c", 3)]]
    for f in files:
        f.start()
    for f in files:
        f.join()
    print(f"{total.value} lines")
