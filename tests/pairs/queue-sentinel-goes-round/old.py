# Two consumers, two sentinels.
import time
from multiprocessing import Process, Queue

def copy(files):
    while True:
        name = files.get()
        if name == "STOP":
            break
        time.sleep(1)
        print "copied", name

files = Queue()
for name in ["a.txt", "b.txt", "c.txt", "d.txt"]:
    files.put(name)
files.put("STOP")
files.put("STOP")
copiers = [Process(target=copy, args=(files,)) for n in xrange(2)]
for c in copiers:
    c.start()
for c in copiers:
    c.join()
print "all copied"
