# Runners of different speed.
import threading
import time

def run(name, seconds):
    time.sleep(seconds)
    print "%s is half way" % name
    time.sleep(seconds)
    print "%s arrives" % name

runners = [threading.Thread(target=run, args=a) for a in [("hare", 0.5), ("fox", 1.5), ("snail", 2)]]
for r in runners: r.start()
for r in runners: r.join()
print "the race is over"
