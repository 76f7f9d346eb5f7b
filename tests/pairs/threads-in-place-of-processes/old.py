# Two downloads.
from multiprocessing import Process
import time

def download(name, seconds):
    print "%s: connecting" % name
    time.sleep(seconds)
    print "%s: saved" % name

if __name__ == '__main__':
    ps = [Process(target=download, args=('page', 1)), Process(target=download, args=('film', 2))]
    for p in ps: p.start()
    ps[0].join()
    print "the page can be read"
    ps[1].join()
    print "the film can be seen"
