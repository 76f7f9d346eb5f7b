"""One of two children fails."""

import time
from multiprocessing import Process


def work(n):
    time.sleep(n)
    if n == 1:
        raise ValueError(f"child {n} is ill")
    print(f"child {n} is well")


if __name__ == "__main__":
    processes = [Process(target=work, args=(n,)) for n in (1, 2)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print("exit codes:", [p.exitcode for p in processes])
