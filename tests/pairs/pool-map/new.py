"""Two workers, four numbers."""

import time
from multiprocessing import Pool


def square(x: float) -> float:
    time.sleep(x)
    print("worker: square of", x)
    return x * x


if __name__ == "__main__":
    with Pool(processes=2) as pool:
        for s in pool.map(square, [1, 1.5, 2, 2.5]):
            print("main:", s)
