"""Starts and stops a server."""

import logging
import multiprocessing
import time

logging.basicConfig(format="%(processName)s: %(message)s", level=logging.INFO)


def serve():
    logging.info("serving")
    time.sleep(1)
    logging.info("served")


if __name__ == "__main__":
    server = multiprocessing.Process(target=serve, name="server")
    server.start()
    time.sleep(1.5)
    logging.info("server stopped")
    server.join()
    print("bye")
