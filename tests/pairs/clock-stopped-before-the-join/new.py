"""How long do the jobs take?"""

import time
from multiprocessing import Process


def job(n):
    time.sleep(n)
    print(f"job {n} is done")


if __name__ == "__main__":
    begun = time.time()
    jobs = [Process(target=job, args=(n,)) for n in range(1, 3)]
    for j in jobs:
        j.start()
    print(f"{time.time() - begun:.6f} seconds")
    for j in jobs:
        j.join()
    print("finished")
