# The weather is looked up by one and read by the other.
import time
from multiprocessing import Event, Manager, Process

def station(ns, known):
    time.sleep(1)
    ns.weather = "sunny"
    known.set()

def tourist(ns, known):
    print "tourist: what a night"
    known.wait()
    time.sleep(0.5)
    print "tourist: today it is", ns.weather

if __name__ == '__main__':
    ns = Manager().Namespace()
    ns.weather = "unknown"
    known = Event()
    people = [Process(target=f, args=(ns, known)) for f in (station, tourist)]
    for p in people: p.start()
    for p in people: p.join()
