# Two stations report, main writes down what comes in.
import time
from multiprocessing import Process, Queue

def station(name, pause, out):
    for n in range(2):
        time.sleep(pause)
        out.put("%s: report %d" % (name, n))

if __name__ == '__main__':
    reports = Queue()
    stations = [Process(target=station, args=("north", 1, reports)),
                Process(target=station, args=("south", 1.5, reports))]
    for p in stations:
        p.start()
    for i in xrange(4):
        print reports.get()
    for p in stations:
        p.join()
