"""Main ends as its child did."""

import sys
import time
from multiprocessing import Process


def check():
    print("checking")
    time.sleep(1)
    print("three errors")
    sys.exit(3)


def main():
    p = Process(target=check)
    p.start()
    p.join()
    print("exit status:", p.exitcode)
    return p.exitcode


if __name__ == "__main__":
    sys.exit(main())
