# Closes the file, then the connection.
import atexit
import time

def close(what):
    print "closing the %s" % what

atexit.register(close, "connection")
atexit.register(close, "file")
print "both are open"
time.sleep(1)
print "main ends"
