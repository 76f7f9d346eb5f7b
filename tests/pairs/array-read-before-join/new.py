"""Temperatures come in, then they are shown."""

import time
from multiprocessing import Array, Process


def measure(temperatures, room):
    time.sleep(room)
    temperatures[room] = 20 + room


if __name__ == "__main__":
    temperatures = Array("i", 3)
    for room in range(3):
        Process(target=measure, args=(temperatures, room)).start()
    time.sleep(3)
    for room in range(3):
        print(f"room {room}: {temperatures[room]} degrees")
