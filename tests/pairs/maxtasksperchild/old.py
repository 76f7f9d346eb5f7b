# Each task has a worker of its own.
import os
import time
from multiprocessing import Pool

state = {}


def begin(step):
    state["step"] = step


def work(n):
    state["n"] = state.get("n", 0) + state["step"]
    print "task %d: state %d, worker %d" % (n, state["n"], os.getpid())
    time.sleep(1)


if __name__ == "__main__":
    pool = Pool(2, begin, (7,), 1)
    for n in range(4):
        pool.apply_async(work, (n,))
    pool.close()
    pool.join()
