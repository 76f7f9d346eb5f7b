# First the walls, then the roofs.
from multiprocessing import Pool
import time

def build(part):
    name, days = part
    time.sleep(days)
    print "built", name

if __name__ == '__main__':
    pool = Pool(2)
    pool.map(build, [("wall 1", 1), ("wall 2", 1.5)])
    pool.map(build, [("roof 1", 2), ("roof 2", 2.5)])
    print "two houses"
    pool.close()
    pool.join()
