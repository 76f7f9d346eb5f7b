# Everything at the top level.
import multiprocessing
import time


def sleepy(n):
    time.sleep(n)
    print "slept", n


pool = multiprocessing.Pool(4)
for n in (2, 1, 0):
    pool.apply_async(sleepy, [n])
print "submitted"
pool.close()
pool.join()
print "joined"
