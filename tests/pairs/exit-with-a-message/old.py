# Main has no more work, the thread has.
import sys
import threading
import time

def work():
    for i in xrange(2):
        time.sleep(1)
        print "thread: %d" % i

threading.Thread(target=work).start()
print "main: started a thread"
time.sleep(0.5)
sys.exit("main: no more work")
