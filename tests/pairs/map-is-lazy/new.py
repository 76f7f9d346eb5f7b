"""In 3.x map submits a job when the loop gets there."""

import time
from multiprocessing import Pool


def work(n: int) -> int:
    time.sleep(1)
    print("worked on", n)
    return -n


if __name__ == "__main__":
    with Pool(3) as pool:
        results = map(lambda n: pool.apply_async(work, (n,)), range(3))
        for result in results:
            print("result", result.get())
