# The daemon saves, main waits until all is saved.
import time
from multiprocessing import JoinableQueue, Process

def saver(files):
    while True:
        name = files.get()
        time.sleep(0.5)
        print "saved", name
        files.task_done()

if __name__ == '__main__':
    files = JoinableQueue()
    p = Process(target=saver, args=(files,))
    p.daemon = True
    p.start()
    for name in ["one", "two", "three"]:
        files.put(name)
    files.join()
    time.sleep(1)
    print "all saved"
