# Joins the quick one first.
from threading import Thread
import time

def climb(who, seconds):
    time.sleep(seconds)
    print who, "is on the top"
    time.sleep(1)
    print who, "is back"

goat = Thread(target=climb, args=("goat", 0.5))
man = Thread(target=climb, args=("man", 2))
goat.start()
man.start()
goat.join()
man.join()
print "the mountain is empty"
