# The exit handler comes after the thread.
import atexit
import threading
import time

def total():
    print "total: 2 pages"

def copy():
    for page in (1, 2):
        print "page %d" % page
        time.sleep(0.5)

atexit.register(total)
threading.Thread(target=copy).start()
time.sleep(2)
print "main ends"
