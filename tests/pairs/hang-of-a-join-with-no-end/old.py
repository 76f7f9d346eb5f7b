# The child never ends.
from multiprocessing import Process
import signal

def child():
    print "child: here I stay"
    signal.pause()

if __name__ == '__main__':
    p = Process(target=child)
    p.start()
    p.join()
    print "main: the child has ended"
