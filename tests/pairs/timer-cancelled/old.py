# The bomb is defused in time.
import threading
import time

def boom():
    print "boom!"

def whistle():
    print "the kettle whistles"

bomb = threading.Timer(3, boom)
kettle = threading.Timer(1, whistle)
bomb.start()
kettle.start()
print "two timers are running"
time.sleep(2)
bomb.cancel()
print "defused"
