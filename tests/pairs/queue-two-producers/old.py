# Two stations report, main writes down what comes in.
import time
from multiprocessing import Process, Queue

def station(name, pause, out):
    for n in range(2):
        time.sleep(pause)
        out.put((name, n))

if __name__ == '__main__':
    reports = Queue()
    stations = []
    for name, pause in [("north", 1), ("south", 1.5)]:
        p = Process(target=station, args=(name, pause, reports))
        p.start()
        stations.append(p)
    for i in xrange(4):
        name, n = reports.get()
        print "%s sends report %d" % (name, n)
    for p in stations:
        p.join()
    print "both stations closed"
