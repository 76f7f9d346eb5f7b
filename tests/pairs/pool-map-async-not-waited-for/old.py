# The bell rings when all pupils have left.
from multiprocessing import Pool
import time

def leave(pupil):
    time.sleep(len(pupil) - 2)
    print pupil, "leaves"

if __name__ == '__main__':
    pool = Pool(3)
    result = pool.map_async(leave, ["lia", "nils", "ortun"])
    result.wait()
    time.sleep(1)
    print "the bell rings"
    pool.close()
    pool.join()
    print "the school is closed"
