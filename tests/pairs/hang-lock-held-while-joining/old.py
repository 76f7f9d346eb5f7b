# Main holds what the thread needs.
import threading
import time

lock = threading.Lock()

def work():
    print "thread: I need the lock"
    with lock:
        print "thread: never"

lock.acquire()
t = threading.Thread(target=work)
t.start()
time.sleep(0.5)
print "main: I wait for the thread"
t.join()
print "main: never"
lock.release()
