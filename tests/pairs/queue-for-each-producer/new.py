"""Two stations report, main writes down what comes in."""

import time
from multiprocessing import Process, Queue


def station(name, pause, out):
    for n in range(2):
        time.sleep(pause)
        out.put(f"{name}: report {n}")


if __name__ == "__main__":
    stations = []
    for name, pause in [("north", 1), ("south", 1.5)]:
        reports = Queue()
        process = Process(target=station, args=(name, pause, reports))
        process.start()
        stations.append((process, reports))
    for process, reports in stations:
        for _ in range(2):
            print(reports.get())
        process.join()
