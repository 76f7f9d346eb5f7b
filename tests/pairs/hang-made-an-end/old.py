# Main keeps the lock too long.
import threading
import time

lock = threading.Lock()

def deliver():
    print "thread: at the door"
    lock.acquire()
    print "thread: delivered"
    lock.release()

lock.acquire()
t = threading.Thread(target=deliver)
t.start()
time.sleep(1)
print "main: at home"
t.join()
lock.release()
print "main: received"
