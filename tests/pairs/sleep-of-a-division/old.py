# A pendulum and a gong.
import time
from threading import Thread

def pendulum():
    for swing in xrange(2):
        time.sleep(3 / 2)
        print "swing %d" % swing

def gong():
    time.sleep(2.5)
    print "gong"

threads = [Thread(target=pendulum), Thread(target=gong)]
for t in threads: t.start()
for t in threads: t.join()
print "silence"
