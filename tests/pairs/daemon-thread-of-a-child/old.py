# A child leaves its thread behind.
from multiprocessing import Process
from threading import Thread
import time

def work():
    print "thread begins"
    time.sleep(2)
    print "thread ends"

def child():
    Thread(target=work).start()
    time.sleep(1)
    print "child ends"

if __name__ == '__main__':
    p = Process(target=child)
    p.start()
    p.join()
    print "main ends"
