# Main and a thread share the work.
import threading
import time

def part():
    print "the thread has begun"
    time.sleep(1)
    print "the thread has finished"

t = threading.Thread(target=part)
t.start()
time.sleep(2)
t.join()
print "main has finished"
