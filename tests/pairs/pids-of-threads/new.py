"""Each worker shows its id."""

import os
import threading
import time


def work(n):
    time.sleep(n)
    print(f"worker {n} has the id {os.getpid()}")


if __name__ == "__main__":
    print(f"main has the id {os.getpid()}")
    workers = [threading.Thread(target=work, args=(n,)) for n in range(1, 4)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    print("that was all")
