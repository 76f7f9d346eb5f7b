"""Two consumers share the jobs; each has a sentinel of its own."""

import multiprocessing
import time

JOBS = [("wash", 1), ("cook", 2.5), ("iron", 1), ("rest", 2)]
CONSUMERS = 2


def consumer(jobs):
    for name, seconds in iter(jobs.get, None):
        print("begin to", name)
        time.sleep(seconds)
        print("enough of", name)


def main():
    jobs = multiprocessing.Queue()
    consumers = [multiprocessing.Process(target=consumer, args=(jobs,)) for _ in range(CONSUMERS)]
    for process in consumers:
        process.start()
    for job in [*JOBS, *[None] * CONSUMERS]:
        jobs.put(job)
    for process in consumers:
        process.join()
    print("the day is over")


if __name__ == "__main__":
    main()
