"""A worker that is told to end."""

import os
import signal
import time
from multiprocessing import Process


def work():
    print("worker: at work")
    time.sleep(3)


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    time.sleep(1)
    os.kill(p.pid, signal.SIGTERM)
    p.join()
    print("exit code", p.exitcode)
