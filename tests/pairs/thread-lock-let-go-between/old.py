# One door, three visitors.
import threading
import time

door = threading.Lock()

def visit(name, delay):
    time.sleep(delay)
    with door:
        print name + " opens the door"
        time.sleep(0.5)
        print name + " closes the door"

visitors = []
for delay, name in enumerate(("kim", "lea", "moe")):
    t = threading.Thread(target=visit, args=(name, delay))
    visitors.append(t)
    t.start()
for t in visitors:
    t.join()
