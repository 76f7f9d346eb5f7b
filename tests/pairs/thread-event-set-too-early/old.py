# The user waits for the loader.
import threading
import time

ready = threading.Event()

def load():
    print "loading"
    time.sleep(0.5)
    print "data is loaded"
    ready.set()

def use():
    ready.wait()
    time.sleep(1)
    print "using the data"

threads = [threading.Thread(target=f) for f in [use, load]]
for t in threads:
    t.start()
for t in threads:
    t.join()
