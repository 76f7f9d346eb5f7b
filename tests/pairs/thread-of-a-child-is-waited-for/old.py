# A child leaves its thread behind.
import threading
import time
from multiprocessing import Process

def work():
    print "thread begins"
    time.sleep(2)
    print "thread ends"

def child():
    threading.Thread(target=work).start()
    time.sleep(1)
    print "child ends"

if __name__ == '__main__':
    p = Process(target=child)
    p.start()
    p.join()
    print "main ends"
