"""One load after another, by the clock."""

import time
from multiprocessing import Process


def load(n):
    print(f"load {n} begins")
    time.sleep(1)
    print(f"load {n} ends")


if __name__ == "__main__":
    loads = []
    for n in (1, 2):
        p = Process(target=load, args=(n,))
        p.start()
        loads.append(p)
        time.sleep(1.5)
    for p in loads:
        p.join()
    print("everything is loaded")
