"""Each task has a worker of its own."""

import os
import time
from multiprocessing import Pool
from typing import Dict

state: Dict[str, int] = {}


def begin(step: int) -> None:
    state["step"] = step


def work(n: int) -> None:
    state["n"] = state.get("n", 0) + state["step"]
    print(f"task {n}: state {state['n']}, worker {os.getpid()}")
    time.sleep(1)


if __name__ == "__main__":
    with Pool(2, begin, (7,), maxtasksperchild=1) as pool:
        for n in range(4):
            pool.apply_async(work, (n,))
        pool.close()
        pool.join()
