"""One worker, chunks of one."""

import time
from multiprocessing import Pool


def step(n):
    time.sleep(0.5)
    print("step", n)
    return n


if __name__ == "__main__":
    with Pool(1) as pool:
        print("steps:", sum(pool.imap(step, range(1, 6))))
