"""One door, three visitors."""

import threading
import time

door = threading.Lock()


def say(*words):
    with door:
        print(*words)


def visit(name, delay):
    time.sleep(delay)
    say(name, "opens the door")
    time.sleep(0.5)
    say(name, "closes the door")


visitors = [threading.Thread(target=visit, args=(name, delay)) for delay, name in enumerate(("kim", "lea", "moe"))]
for t in visitors:
    t.start()
for t in visitors:
    t.join()
