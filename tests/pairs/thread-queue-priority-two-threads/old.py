# Patients by urgency, one doctor.
from Queue import PriorityQueue
from threading import Thread
import time

patients = PriorityQueue()

def doctor():
    while True:
        urgency, name, seconds = patients.get()
        if name is None:
            return
        time.sleep(seconds)
        print "%s goes home" % name

for patient in [(2, "Berta", 1), (1, "Anton", 0.5), (3, "Carla", 1), (9, None, 0)]:
    patients.put(patient)
t = Thread(target=doctor)
t.start()
t.join()
print "the waiting room is empty"
