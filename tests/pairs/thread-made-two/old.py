# One cook.
import threading
import time

def kitchen():
    for dish in ("soup", "fish"):
        time.sleep(1)
        print dish, "is served"

cook = threading.Thread(target=kitchen)
cook.start()
cook.join()
print "the table is cleared"
