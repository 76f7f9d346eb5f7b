"""Port of ``legacy/usePoolgetData.py``: results that come back from a pool.

The original shows that ``apply_async`` returns an object at once, and that its
``get`` gives what the function returned in the other process. The main process
prints the id of each such object when it gets it, and the results at the end.
"""

import argparse
import multiprocessing
import time
from multiprocessing.pool import AsyncResult
from typing import List, Optional, Sequence


def answer(msg: str) -> str:
    """Take three seconds, print ``end``, return the message with a prefix."""
    time.sleep(3)
    print("end")
    return "return " + msg


def parse_arguments(argv: Optional[Sequence[str]] = None) -> argparse.Namespace:
    """Read the command line; ``None`` stands for that of the process."""
    parser = argparse.ArgumentParser(description="Collect three results from a pool of four.")
    return parser.parse_args(argv)


def main(argv: Optional[Sequence[str]] = None) -> None:
    """Hand over three jobs, wait for all of them, print what they returned."""
    parse_arguments(argv)
    results: List[AsyncResult[str]] = []
    with multiprocessing.Pool(processes=4) as pool:
        for i in range(3):
            result = pool.apply_async(answer, (f"hello {i}",))
            # The id of the result object, not of the pool: it differs from
            # result to result only while all of them are kept.
            print(id(result))
            results.append(result)
        # Leaving the block terminates the pool, and a result that had not
        # arrived by then would be waited for without an end.
        pool.close()
        pool.join()

    for result in results:
        print(":::", result.get())
    print("Sub-process(es) done.")


if __name__ == "__main__":
    main()
