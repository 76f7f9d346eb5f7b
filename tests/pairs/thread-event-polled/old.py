# Main looks ten times a second whether the thread has finished.
import threading
import time

finished = threading.Event()

def work():
    time.sleep(1)
    print "work: half of it"
    time.sleep(1)
    print "work: all of it"
    finished.set()

t = threading.Thread(target=work)
t.start()
while not finished.isSet():
    time.sleep(0.1)
print "main: it has finished"
t.join()
