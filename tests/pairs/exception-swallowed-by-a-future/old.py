# A thread that fails is seen.
import threading
import time

def work():
    print "work begins"
    time.sleep(1)
    raise RuntimeError("work has failed")

t = threading.Thread(target=work)
t.start()
t.join()
print "main ends"
