"""The desk of a hotel answers in a process of its own."""

from multiprocessing import Process
from multiprocessing.managers import BaseManager


class Desk:
    def __init__(self, rooms):
        print(f"desk: {rooms} rooms")
        self.free = list(range(rooms, 0, -1))

    def check_in(self, guest):
        print(f"desk: welcome, {guest}")
        room = self.free.pop()
        print(f"desk: {guest} sleeps in room {room}")
        return room


class Hotel(BaseManager):
    pass


Hotel.register("Desk", Desk)


def arrive(desk, guest):
    print(f"{guest} arrives")
    room = desk.check_in(guest)
    print(f"{guest} takes the key of {room}")


if __name__ == "__main__":
    with Hotel() as hotel:
        desk = hotel.Desk(2)
        for guest in ("Eva", "Max"):
            p = Process(target=arrive, args=(desk, guest))
            p.start()
            p.join()
    print("closed")
