"""Reports in the order of completion."""

import time
from concurrent.futures import ProcessPoolExecutor, as_completed


def work(n):
    time.sleep(n)
    print(f"job {n}: done")


if __name__ == "__main__":
    with ProcessPoolExecutor(3) as executor:
        jobs = {executor.submit(work, n): n for n in (1, 2, 3)}
        for job in as_completed(jobs):
            print(f"main: job {jobs[job]} has ended")
    print("main: done")
