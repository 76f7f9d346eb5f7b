# A daemon that is waited for.
import time
from multiprocessing import Process

def backup():
    print "backup begins"
    time.sleep(1)
    print "backup ends"

if __name__ == '__main__':
    d = Process(target=backup)
    d.daemon = True
    d.start()
    time.sleep(2)
    d.join()
    print "main ends"
