"""Port of ``legacy/usePoolCallback.py``: a callback for each result.

The original shows that a callback runs in the main process as soon as the job
that it belongs to has returned, and that it gets what the job returned. Ten
jobs of two seconds each share a pool of five processes.

``--serial`` is the original's other variant: ``apply`` in place of
``apply_async``, one job after the other and no callback.
"""

import argparse
import multiprocessing
import time
from typing import Optional, Sequence


def add_hundred(i: int) -> int:
    """Take two seconds, print ``i``, return ``i + 100``."""
    time.sleep(2)
    print(i)
    return i + 100


def print_result(arg: int) -> None:
    """Print what a job returned; runs in the main process."""
    # In 2.7 print is a statement: with parentheses around two values it prints
    # one tuple. The port has to make that tuple, print("...:", arg) is another line.
    print(("----->exec done:", arg))


def parse_arguments(argv: Optional[Sequence[str]] = None) -> argparse.Namespace:
    """Read the command line; ``None`` stands for that of the process."""
    parser = argparse.ArgumentParser(description="Run ten jobs with a callback in a pool of five.")
    parser.add_argument("--serial", action="store_true", help="one job after the other, no callback (apply)")
    return parser.parse_args(argv)


def main(argv: Optional[Sequence[str]] = None) -> None:
    """Hand over ten jobs, say so, and wait for them and their callbacks."""
    options = parse_arguments(argv)
    with multiprocessing.Pool(5) as pool:
        for i in range(10):
            if options.serial:
                pool.apply(func=add_hundred, args=(i,))
            else:
                pool.apply_async(func=add_hundred, args=(i,), callback=print_result)

        print("end")
        # Leaving the block terminates the pool: without these two lines
        # neither the jobs nor their callbacks would print anything.
        pool.close()
        pool.join()


if __name__ == "__main__":
    main()
