"""One thread waits for ever, one loses its patience."""

import threading
import time


def patient(loaded):
    loaded.wait()
    time.sleep(0.5)
    print("patient: thank you")


def impatient(loaded):
    if loaded.wait(timeout=1):
        print("impatient: at last")
    else:
        print("impatient: I am leaving")


loaded = threading.Event()
threads = [threading.Thread(target=f, args=(loaded,)) for f in (patient, impatient)]
for thread in threads:
    thread.start()
time.sleep(2)
print("loaded")
loaded.set()
for thread in threads:
    thread.join()
