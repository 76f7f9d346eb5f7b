"""Port of ``legacy/usePool.py``: a pool of three processes runs five jobs.

The original shows that a pool has a size, that a job begins as soon as it is
handed over and a worker is free (not when all jobs were handed over), and that
``close`` and ``join`` wait for the jobs that are still under way. Main hands
over one job per second, each job takes two, so jobs and main print in turn.

``--blocking`` is the original's other variant: ``apply`` in place of
``apply_async``, where main waits for each job before it goes on.
"""

import argparse
import multiprocessing
import time
from typing import Optional, Sequence


def report(msg: str) -> None:
    """Print that the job begins, work for two seconds, print that it ends."""
    # The original's message carries a leading blank and its print statement
    # adds one, so two blanks belong into the line: "sub begin:  0". A message
    # that was tidied up on the way, f"sub begin: {i}", loses one of them.
    print("sub begin:", msg)
    time.sleep(2)
    print("sub end:", msg)


def parse_arguments(argv: Optional[Sequence[str]] = None) -> argparse.Namespace:
    """Read the command line; ``None`` stands for that of the process."""
    parser = argparse.ArgumentParser(description="Run five jobs in a pool of three processes.")
    parser.add_argument("--blocking", action="store_true", help="wait for each job before the next one (apply)")
    return parser.parse_args(argv)


def main(argv: Optional[Sequence[str]] = None) -> None:
    """Hand over one job per second and wait for all of them."""
    options = parse_arguments(argv)
    with multiprocessing.Pool(processes=3) as pool:
        for i in range(5):
            msg = f" {i}"
            if options.blocking:
                pool.apply(report, (msg,))
            else:
                pool.apply_async(report, (msg,))
            time.sleep(1)
            # The line ends with a newline of its own and print adds one: an
            # empty line follows each of these, and it is a part of the output.
            print(f"alread start sub,{i}\n")

        print("Mark~ Mark~ Mark~~~~~~~~~~~~~~~~~~~~~~")
        # Leaving the block terminates the pool, it does not wait: without
        # these two lines the jobs still under way would never print their end.
        pool.close()
        pool.join()
    print("Sub-process(es) done.")


if __name__ == "__main__":
    main()
