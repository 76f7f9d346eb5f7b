# A stack of plates: the last one put is the first one washed.
import threading
import time
from Queue import LifoQueue

plates = LifoQueue()

def wash():
    for i in xrange(3):
        plate = plates.get()
        time.sleep(0.5)
        print "washed the %s plate" % plate

for plate in ["red", "green", "blue"]:
    print "put the %s plate" % plate
    plates.put(plate)
washer = threading.Thread(target=wash)
washer.start()
washer.join()
print "all clean"
