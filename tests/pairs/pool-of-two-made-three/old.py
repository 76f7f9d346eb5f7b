# Three ships, two berths.
import time
from multiprocessing import Pool

def unload(ship, hours):
    time.sleep(hours)
    print "ship", ship, "is empty"

if __name__ == '__main__':
    berths = Pool(2)
    for ship, hours in [("anna", 1), ("berta", 2), ("clara", 3)]:
        berths.apply_async(unload, (ship, hours))
    berths.close()
    berths.join()
    print "the port is empty"
