# Two runners meet half-way: each tells the other that it is there.
import threading
import time

there = [threading.Semaphore(0), threading.Semaphore(0)]

def run(me, seconds):
    time.sleep(seconds)
    print "runner %d is half-way" % me
    there[me].release()
    there[1 - me].acquire()
    time.sleep(seconds)
    print "runner %d is home" % me

runners = [threading.Thread(target=run, args=a) for a in enumerate((1, 2))]
for r in runners: r.start()
for r in runners: r.join()
