# Two threads count at their own pace.
import threading
import time

def count(name, delay, times):
    n = 0
    while n < times:
        time.sleep(delay)
        n += 1
        print "%s: %d of %d" % (name, n, times)

t1 = threading.Thread(target=count, args=("fast", 1, 3))
t2 = threading.Thread(target=count, args=("slow", 2.5, 2))
t1.start()
t2.start()
print "counting"
t1.join()
t2.join()
print "exiting main thread"
