"""Patients by urgency, two doctors."""

import time
from queue import PriorityQueue
from threading import Thread


def doctor(patients):
    while True:
        _, name, seconds = patients.get()
        if name == "-":
            return
        time.sleep(seconds)
        print(f"{name} goes home")


patients = PriorityQueue()
for patient in [(2, "Berta", 1), (1, "Anton", 0.5), (3, "Carla", 1), (9, "-", 0), (9, "-", 0)]:
    patients.put(patient)
doctors = [Thread(target=doctor, args=(patients,)) for _ in range(2)]
for t in doctors:
    t.start()
for t in doctors:
    t.join()
print("the waiting room is empty")
