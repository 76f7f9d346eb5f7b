"""Port of ``legacy/usePoolmap.py``: ``map`` over ten numbers.

The original shows that one call of ``map`` replaces the loop that hands over
jobs: it cuts the list into chunks, one worker runs a chunk in one piece, and
the call returns when all of them are done. Each job prints minute and second,
the square of its number and the id of the process that it runs in.

``--asynchronous`` is the original's other variant: ``map_async``, then
``close`` and ``join`` to wait for it.
"""

import argparse
import multiprocessing
import os
import time
from typing import Optional, Sequence


def print_square(x: int) -> None:
    """Print the time, the square of ``x`` and the process id; take three seconds."""
    # The id is that of the worker. Threads in place of processes would print
    # main's id in every line.
    print(time.strftime("%M:%S", time.localtime(time.time())), x * x, os.getpid())
    time.sleep(3)


def parse_arguments(argv: Optional[Sequence[str]] = None) -> argparse.Namespace:
    """Read the command line; ``None`` stands for that of the process."""
    parser = argparse.ArgumentParser(description="Map a function over ten numbers.")
    parser.add_argument("--asynchronous", action="store_true", help="do not wait in the call (map_async)")
    return parser.parse_args(argv)


def main(argv: Optional[Sequence[str]] = None) -> None:
    """Square the numbers from 0 to 9 in a pool with one process per CPU."""
    options = parse_arguments(argv)
    # The number of workers decides how long map's chunks are, and so which
    # lines are in order. Pool() without an argument takes the CPUs that this
    # process may use from 3.13 on; the original asks for cpu_count().
    with multiprocessing.Pool(multiprocessing.cpu_count()) as pool:
        if options.asynchronous:
            pool.map_async(print_square, range(10))
        else:
            pool.map(print_square, range(10))
        # Leaving the block terminates the pool. After map nothing is under way
        # any more; after map_async everything is, and would be lost.
        pool.close()
        pool.join()
    print("end")


if __name__ == "__main__":
    main()
