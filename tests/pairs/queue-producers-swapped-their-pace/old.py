# Two runners pass the gate three times.
import time
from multiprocessing import Process, Queue

PACE = {"red": 1, "blue": 1.6}

def runner(name, gate):
    for lap in xrange(1, 3):
        time.sleep(PACE[name])
        gate.put("%s: lap %d" % (name, lap))

if __name__ == '__main__':
    gate = Queue()
    for name in sorted(PACE):
        Process(target=runner, args=(name, gate)).start()
    for i in range(4):
        print gate.get()
