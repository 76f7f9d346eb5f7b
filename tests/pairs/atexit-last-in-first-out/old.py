# The handler that was registered last is the first.
import atexit
import threading
import time

def handler(name):
    print "handler %s" % name

def work():
    time.sleep(1)
    print "the thread ends"

atexit.register(handler, "one")
atexit.register(handler, "two")
atexit.register(handler, name="three")
threading.Thread(target=work).start()
print "main ends"
