# Main's exit ends the watcher.
from multiprocessing import Process
import time

def watch():
    print "watcher: good evening"
    time.sleep(2)
    print "watcher: nothing happened"

if __name__ == '__main__':
    watcher = Process(target=watch)
    watcher.daemon = True
    watcher.start()
    time.sleep(1)
    print "main: good night"
