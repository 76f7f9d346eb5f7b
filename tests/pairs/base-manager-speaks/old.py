# The desk of a hotel answers in a process of its own.
from multiprocessing import Process
from multiprocessing.managers import BaseManager
import time

class Desk(object):
    def __init__(self, rooms):
        print "desk: %d rooms" % rooms
        self.free = range(rooms, 0, -1)
    def check_in(self, guest):
        print "desk: welcome, %s" % guest
        room = self.free.pop()
        print "desk: %s sleeps in room %d" % (guest, room)
        return room

class Hotel(BaseManager):
    pass

Hotel.register('Desk', Desk)

def arrive(desk, guest):
    print "%s arrives" % guest
    room = desk.check_in(guest)
    print "%s takes the key of %d" % (guest, room)

if __name__ == '__main__':
    hotel = Hotel()
    hotel.start()
    desk = hotel.Desk(2)
    for guest in ("Eva", "Max"):
        p = Process(target=arrive, args=(desk, guest))
        p.start()
        p.join()
    hotel.shutdown()
    print "closed"
