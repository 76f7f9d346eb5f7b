# Each thread has a value of its own.
import threading
import time

data = threading.local()

def show(name):
    try:
        print "%s: value is %s" % (name, data.value)
    except AttributeError:
        print "%s: no value yet" % name

def work(name, n):
    time.sleep(n)
    show(name)
    data.value = n * 100
    time.sleep(0.5)
    show(name)

data.value = 1000
show("main")
threads = [threading.Thread(target=work, args=("thread %d" % n, n)) for n in xrange(1, 3)]
for t in threads: t.start()
for t in threads: t.join()
show("main")
