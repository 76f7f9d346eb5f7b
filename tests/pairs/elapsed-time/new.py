"""How long it took."""

import time
from multiprocessing import Pool


def work(n: int) -> float:
    begun = time.perf_counter()
    time.sleep(n)
    return time.perf_counter() - begun


if __name__ == "__main__":
    begun = time.monotonic()
    with Pool(3) as pool:
        for n, seconds in enumerate(pool.map(work, [1, 2, 3])):
            print(f"job {n} took {seconds:.3f} s")
    print(f"{time.monotonic() - begun:.2f} seconds in all")
