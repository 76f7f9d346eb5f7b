"""A progress display: counts what comes, does not care what."""

import time
from concurrent.futures import ProcessPoolExecutor, as_completed


def work(n: int) -> int:
    time.sleep(1 + n)
    return n


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        futures = [executor.submit(work, n) for n in range(4)]
        for done, _ in enumerate(as_completed(futures), 1):
            print(f"{done} of 4 done")
