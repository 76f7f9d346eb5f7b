# Each worker says what it has done.
from multiprocessing import Pool
import time

def paint(wall):
    name, hours = wall
    time.sleep(hours)
    print name, "wall is painted"

if __name__ == '__main__':
    pool = Pool(2)
    pool.map(paint, [("north", 1), ("east", 2), ("south", 2), ("west", 2)])
    print "the room is done"
    pool.close()
    pool.join()
