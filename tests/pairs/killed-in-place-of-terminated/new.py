"""The server does not stop by itself."""

import os
import signal
import time
from multiprocessing import Process


def serve():
    print("server: up")
    while True:
        time.sleep(1)


if __name__ == "__main__":
    server = Process(target=serve)
    server.start()
    time.sleep(1.5)
    os.kill(server.pid, signal.SIGKILL)
    server.join()
    print(f"server: exit code {server.exitcode}")
