# One thread waits for ever, one loses its patience.
import threading
import time

loaded = threading.Event()

def patient():
    loaded.wait()
    time.sleep(0.5)
    print "patient: thank you"

def impatient():
    if loaded.wait(1):
        print "impatient: at last"
    else:
        print "impatient: I am leaving"

for f in (patient, impatient):
    threading.Thread(target=f).start()
time.sleep(2)
print "loaded"
loaded.set()
