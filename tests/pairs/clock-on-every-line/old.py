# Two threads tell the time.
import time
import threading

def print_time(name, delay, count):
    while count:
        time.sleep(delay)
        print "%s: %s" % (name, time.ctime(time.time()))
        count -= 1

print "it is", time.strftime("%H:%M:%S")
ts = [threading.Thread(target=print_time, args=("one", 1, 2)),
      threading.Thread(target=print_time, args=("two", 1.5, 2))]
for t in ts: t.start()
for t in ts: t.join()
print "it is", time.strftime("%H:%M:%S")
