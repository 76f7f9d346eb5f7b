"""Two stations report, main writes down what comes in."""

import time
from multiprocessing import Process, Queue


class Station(Process):
    def __init__(self, name, pause, out):
        super().__init__()
        self.station, self.pause, self.out = name, pause, out

    def run(self):
        for n in range(2):
            time.sleep(self.pause)
            self.out.put((self.station, n))


if __name__ == "__main__":
    reports = Queue()
    stations = [Station("north", 1, reports), Station("south", 1.5, reports)]
    for station in stations:
        station.start()
    for _ in range(4):
        name, n = reports.get()
        print(f"{name} sends report {n}")
    for station in stations:
        station.join()
    print("both stations closed")
