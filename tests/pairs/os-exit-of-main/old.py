# Main ends when its thread has ended.
import threading
import time

def write():
    print "the thread writes"
    time.sleep(1)
    print "the thread has written"

threading.Thread(target=write).start()
time.sleep(2)
print "main leaves"
