"""The child fails, and main says so."""

import time
from multiprocessing import Process


def child():
    print("child: trying")
    time.sleep(1)
    print("child: failing")
    raise RuntimeError("no way")


if __name__ == "__main__":
    p = Process(target=child)
    p.start()
    time.sleep(2)
    print("main: the child has failed")
