"""A service with a name."""

import time
from multiprocessing import Process, current_process


def serve():
    me = current_process()
    print(f"{me.name} is up")
    time.sleep(1)
    print(f"{me.name} is down")


if __name__ == "__main__":
    service = Process(target=serve)
    service.start()
    service.join()
    print("no more services")
