# A worker that forgets everything after each task.
from multiprocessing import Pool
import time

calls = 0

def serve(guest):
    global calls
    calls += 1
    time.sleep(0.5)
    return "%s is guest number %d" % (guest, calls)

if __name__ == '__main__':
    pool = Pool(1, maxtasksperchild=1)
    for line in pool.imap(serve, ["ina", "jon", "kay"]):
        print line
    pool.close()
    pool.join()
