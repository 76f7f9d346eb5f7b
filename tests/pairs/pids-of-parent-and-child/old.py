# Process ids, as in the documentation.
from multiprocessing import Process
import os
import time

def info(title):
    print title
    print 'process id: %d' % os.getpid()

def f(name):
    time.sleep(1)
    info('function f')
    print 'parent process: %d' % os.getppid()
    print 'hello', name

if __name__ == '__main__':
    info('main line')
    p = Process(target=f, args=('bob',))
    p.start()
    p.join()
    print 'process', p.pid, 'has ended'
