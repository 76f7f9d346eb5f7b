"""Nobody closes the pool."""

import time
from multiprocessing import Pool


def f(x):
    time.sleep(x)
    print("f of", x)
    return x * x


if __name__ == "__main__":
    p = Pool(3)
    print(p.map(f, [1, 2, 3]))
    print("done")
