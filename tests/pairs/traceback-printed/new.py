"""What fails in a worker is printed there, and once more by whoever asks for the result."""

import logging
import time
import traceback
from multiprocessing import Pool


def check(n):
    time.sleep(n)
    try:
        if n % 2:
            raise ValueError(f"odd: {n}")
        print("even:", n)
    except ValueError as error:
        print("item", n, "failed")
        traceback.print_exc()
        raise KeyError(n) from error
    return n


if __name__ == "__main__":
    logging.basicConfig(format="%(levelname)s %(message)s")
    with Pool(2) as pool:
        for result in [pool.apply_async(check, (n,)) for n in (1, 2)]:
            try:
                print("got", result.get())
            except KeyError:
                logging.exception("no result")
        pool.close()
        pool.join()
