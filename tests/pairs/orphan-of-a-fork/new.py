"""The child goes on when its parent has gone."""

import os
import sys
import time


def main():
    pid = os.fork()
    if pid > 0:
        print("parent: good-bye")
        return 0
    time.sleep(1)
    print("orphan: I am alone")
    time.sleep(1)
    print("orphan: I am going too")
    return 0


if __name__ == "__main__":
    sys.exit(main())
