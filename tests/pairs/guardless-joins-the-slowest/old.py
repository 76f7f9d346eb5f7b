# Two tasks, both are waited for.
import time
from multiprocessing import Process

def task(name, seconds):
    print "%s begins" % name
    time.sleep(seconds)
    print "%s ends" % name

quick = Process(target=task, args=("quick", 1))
slow = Process(target=task, args=("slow", 2))
quick.start()
slow.start()
quick.join()
slow.join()
print "all tasks done"
