# Arguments by place and by name.
from multiprocessing import Process
from time import sleep

def paint(wall, colour='white', coats=1):
    for coat in xrange(coats):
        sleep(1)
        print "%s wall: coat %d of %s" % (wall, coat + 1, colour)

if __name__ == '__main__':
    painters = [
        Process(target=paint, args=('north',)),
        Process(target=paint, args=('south', 'green'), kwargs={'coats': 2}),
        Process(target=paint, kwargs=dict(wall='east', colour='blue', coats=3)),
    ]
    print "%d painters" % len(painters)
    map(Process.start, painters)
    map(Process.join, painters)
    print "the house is painted"
