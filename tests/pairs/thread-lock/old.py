# Two people, one account.
import threading
import time

balance = 100
lock = threading.Lock()

def withdraw(name, amount, delay):
    global balance
    time.sleep(delay)
    lock.acquire()
    print "%s looks" % name
    time.sleep(1)
    balance = balance - amount
    print "%s takes %d" % (name, amount)
    lock.release()

threads = [threading.Thread(target=withdraw, args=("eve", 30, 0)),
           threading.Thread(target=withdraw, args=("max", 20, 0.5))]
for t in threads: t.start()
for t in threads: t.join()
print "left:", balance
