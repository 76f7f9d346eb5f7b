"""Every record says which process made it."""

import logging
import multiprocessing
import time

logging.basicConfig(level=logging.DEBUG, format="[%(levelname)s] (%(processName)s) %(message)s")


def worker(n):
    logging.debug("Starting")
    time.sleep(n)
    logging.info("slept %d s", n)


if __name__ == "__main__":
    processes = [multiprocessing.Process(name=f"worker {n}", target=worker, args=(n,)) for n in (1, 2)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    logging.warning("all workers are gone")
    print("end of the log")
