# Waits for the daemon, but not for long.
import multiprocessing
import time

def daemon():
    print 'daemon: starting'
    time.sleep(3)
    print 'daemon: exiting'

def non_daemon():
    time.sleep(0.5)
    print 'other: exiting'

if __name__ == '__main__':
    d = multiprocessing.Process(name='daemon', target=daemon)
    d.daemon = True
    n = multiprocessing.Process(name='other', target=non_daemon)
    d.start()
    n.start()
    d.join(1)
    print 'd.is_alive()', d.is_alive()
    n.join()
    print 'n.is_alive()', n.is_alive()
