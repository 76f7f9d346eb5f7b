# Says good-bye.
import atexit
import sys
import time

def bye(name):
    print "good-bye,", name

atexit.register(bye, "world")
print "main: begins"
time.sleep(1)
print "main: ends"
sys.exit(0)
