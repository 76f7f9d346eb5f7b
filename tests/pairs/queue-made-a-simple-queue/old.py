# Two children hand in their pages, the younger one after the elder.
from multiprocessing import Event, Process, Queue
import time

def elder(desk, mine):
    time.sleep(0.5)
    desk.put("page of the elder")
    mine.set()

def younger(desk, hers):
    hers.wait()
    time.sleep(0.5)
    desk.put("page of the younger")

if __name__ == "__main__":
    desk, handed_in = Queue(), Event()
    Process(target=elder, args=(desk, handed_in)).start()
    Process(target=younger, args=(desk, handed_in)).start()
    print desk.get()
    print desk.get()
    print "both are in"
