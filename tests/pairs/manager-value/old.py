# Visitors are counted at three doors.
from multiprocessing import Manager, Process
import time

def door(count, lock, n):
    time.sleep(n)
    for i in range(2):
        lock.acquire()
        count.value += 1
        lock.release()

if __name__ == '__main__':
    manager = Manager()
    count, lock = manager.Value('i', 0), manager.Lock()
    doors = [Process(target=door, args=(count, lock, n)) for n in range(3)]
    for d in doors: d.start()
    for d in doors: d.join()
    print "visitors:", count.value
