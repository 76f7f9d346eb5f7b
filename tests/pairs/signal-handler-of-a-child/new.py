"""A server that shuts down in order."""

import signal
import sys
import time
from multiprocessing import Process


def shutdown(signum, frame):
    print("server: shutting down")
    sys.exit(3)


def serve():
    signal.signal(signal.SIGTERM, shutdown)
    print("server: up")
    while True:
        time.sleep(1)


if __name__ == "__main__":
    server = Process(target=serve)
    server.start()
    time.sleep(1.5)
    server.terminate()
    server.join()
    print("server left with", server.exitcode)
