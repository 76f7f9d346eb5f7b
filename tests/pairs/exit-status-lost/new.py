"""Main ends as if nothing had happened."""

import sys
import time
from multiprocessing import Process


def check():
    print("checking")
    time.sleep(1)
    print("two errors")
    sys.exit(2)


def main():
    p = Process(target=check)
    p.start()
    p.join()
    print("done")
    return p.exitcode


if __name__ == "__main__":
    main()
