"""Each process fills in its own place."""

import time
from multiprocessing import Array, Process


def square(numbers, i):
    time.sleep(i * 0.5)
    numbers[i] **= 2


if __name__ == "__main__":
    numbers = Array("i", range(1, 5))
    print("before:", numbers[:])
    processes = [Process(target=square, args=(numbers, i)) for i in range(len(numbers))]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("after:", list(numbers))
