# Pictures are saved by the callback.
import time
from multiprocessing.pool import ThreadPool

def shoot(name, seconds):
    time.sleep(seconds)
    return name

def save(name):
    print "saving %s" % name
    time.sleep(0.5)
    print "%s is saved" % name

pool = ThreadPool(2)
pool.apply_async(shoot, ("cat.jpg", 1), callback=save)
pool.apply_async(shoot, ("dog.jpg", 2), callback=save)
pool.close()
pool.join()
print "no more pictures"
