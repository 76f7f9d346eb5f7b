"""The winners are always the same."""

import random
import threading
import time

numbers = [random.randint(1, 49) for _ in range(3)]


def show(n):
    time.sleep(n)
    print(f"number {n} is {numbers[n]}")


if __name__ == "__main__":
    threads = [threading.Thread(target=show, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
