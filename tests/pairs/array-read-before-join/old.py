# Temperatures come in, then they are shown.
import time
from multiprocessing import Array, Process

def measure(temperatures, room):
    time.sleep(room)
    temperatures[room] = 20 + room

if __name__ == '__main__':
    temperatures = Array('i', 3)
    sensors = [Process(target=measure, args=(temperatures, r)) for r in range(3)]
    for s in sensors: s.start()
    for s in sensors: s.join()
    for room in range(3):
        print "room %d: %d degrees" % (room, temperatures[room])
