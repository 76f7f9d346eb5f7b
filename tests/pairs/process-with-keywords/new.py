"""Arguments by place and by name."""

from multiprocessing import Process
from time import sleep


def paint(wall, colour="white", coats=1):
    for coat in range(coats):
        sleep(1)
        print(f"{wall} wall: coat {coat + 1} of {colour}")


if __name__ == "__main__":
    painters = [
        Process(target=paint, args=("north",)),
        Process(target=paint, args=("south", "green"), kwargs={"coats": 2}),
        Process(target=paint, kwargs={"wall": "east", "colour": "blue", "coats": 3}),
    ]
    print(f"{len(painters)} painters")
    for painter in painters:
        painter.start()
    for painter in painters:
        painter.join()
    print("the house is painted")
