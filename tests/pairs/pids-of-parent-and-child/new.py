"""Process ids, as in the documentation."""

import os
import time
from multiprocessing import Process


def info(title):
    print(title)
    print("process id:", os.getpid())


def f(name):
    time.sleep(1)
    info("function f")
    print("parent process:", os.getppid())
    print("hello", name)


if __name__ == "__main__":
    info("main line")
    p = Process(target=f, args=("bob",))
    p.start()
    p.join()
    print("process", p.pid, "has ended")
