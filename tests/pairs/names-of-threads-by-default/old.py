# What threads are called.
import threading
import time

def count(seconds):
    time.sleep(seconds)
    print threading.currentThread().getName(), "slept", seconds

print threading.currentThread().getName(), "starts two threads"
for seconds in (1, 2):
    t = threading.Thread(target=count, args=(seconds,))
    t.start()
boss = threading.Thread(name="boss", target=count, args=(3,))
boss.start()
boss.join()
print "the boss was the last"
