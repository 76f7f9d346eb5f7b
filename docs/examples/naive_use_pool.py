"""A naive port of `legacy/usePool.py`: it prints the same lines, and leaving the `with` block ends the workers."""

import multiprocessing
import time


def func(msg):
    """Print, sleep, print."""
    print("sub begin:", msg)
    time.sleep(2)
    print("sub end:", msg)


if __name__ == "__main__":
    with multiprocessing.Pool(processes=3) as pool:
        for i in range(5):
            pool.apply_async(func, (f" {i}",))
            time.sleep(1)
            print(f"alread start sub,{i}\n")
        print("Mark~ Mark~ Mark~~~~~~~~~~~~~~~~~~~~~~")
    print("Sub-process(es) done.")
