# One process writes what the others have to say.
import time
from multiprocessing import Process
from multiprocessing.queues import SimpleQueue

def logger(lines):
    while True:
        line = lines.get()
        if line is None:
            print "log closed"
            break
        print "log:", line

def work(name, pause, lines):
    for step in ("begins", "ends"):
        time.sleep(pause)
        lines.put(name + " " + step)

if __name__ == '__main__':
    lines = SimpleQueue()
    log = Process(target=logger, args=(lines,))
    log.start()
    workers = [Process(target=work, args=a + (lines,)) for a in [("one", 1), ("two", 1.5)]]
    for w in workers: w.start()
    for w in workers: w.join()
    lines.put(None)
    log.join()
