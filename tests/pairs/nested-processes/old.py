# Three generations.
from multiprocessing import Process, current_process
import time

def grandchild():
    print "%s: born" % current_process().name
    time.sleep(1)
    print "%s: grown up" % current_process().name

def child():
    print "%s: born" % current_process().name
    p = Process(target=grandchild)
    p.start()
    p.join()
    print "%s: grown up" % current_process().name

if __name__ == '__main__':
    p = Process(target=child)
    p.start()
    time.sleep(0.5)
    print "%s: is waiting" % current_process().name
    p.join()
    print "%s: happy end" % current_process().name
