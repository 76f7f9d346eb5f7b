# Main does not wait for a daemon.
import multiprocessing
import time

def daemon():
    print 'Starting:', multiprocessing.current_process().name
    time.sleep(3)
    print 'Exiting :', multiprocessing.current_process().name

def non_daemon():
    print 'Starting:', multiprocessing.current_process().name
    time.sleep(0.5)
    print 'Exiting :', multiprocessing.current_process().name

if __name__ == '__main__':
    d = multiprocessing.Process(name='daemon', target=daemon)
    d.daemon = True
    n = multiprocessing.Process(name='non-daemon', target=non_daemon)
    n.daemon = False
    d.start()
    time.sleep(1)
    n.start()
