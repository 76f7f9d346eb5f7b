"""Three jobs."""

import time
from concurrent.futures import ProcessPoolExecutor


def work(n):
    print(f"job {n} begins")
    time.sleep(n)
    print(f"job {n} ends")


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=3) as executor:
        for n in range(1, 4):
            executor.submit(work, n)
    print("all jobs are done")
