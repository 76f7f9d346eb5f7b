"""A counter that three processes share."""

import time
from multiprocessing import Process, Value


class Counter:
    def __init__(self):
        self.number = Value("i", 0)

    def increment(self):
        with self.number.get_lock():
            self.number.value += 1


def add(counter, seconds):
    for _ in range(50):
        counter.increment()
    time.sleep(seconds)
    print("fifty more, slept", seconds)


if __name__ == "__main__":
    counter = Counter()
    processes = [Process(target=add, args=(counter, seconds)) for seconds in (1, 2, 3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("total", counter.number.value)
