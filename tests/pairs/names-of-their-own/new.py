"""Who is who."""

import time
from multiprocessing import Process, current_process


def worker():
    name = current_process().name
    print(name, "Starting")
    time.sleep(1)
    print(name, "Exiting")


def my_service():
    name = current_process().name
    print(name, "Starting")
    time.sleep(2)
    print(name, "Exiting")


if __name__ == "__main__":
    service = Process(name="my_service", target=my_service)
    worker_1 = Process(name="worker 1", target=worker)
    worker_3 = Process(target=worker)  # use default name
    worker_1.start()
    service.start()
    time.sleep(2.5)
    worker_3.start()
    worker_3.join()
    print(current_process().name, "Exiting")
