# One telephone for three people.
import time
from multiprocessing import Process, Semaphore

def call(phone, name, delay):
    time.sleep(delay)
    phone.acquire()
    print name, "dials"
    time.sleep(0.5)
    print name, "hangs up"
    phone.release()

if __name__ == '__main__':
    phone = Semaphore(1)
    people = [Process(target=call, args=(phone, n, d)) for d, n in enumerate(["pat", "quin", "ron"])]
    for p in people: p.start()
    for p in people: p.join()
    print "the line is free"
