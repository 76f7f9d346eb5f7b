# Waits a second, then as long as it takes.
import time
import multiprocessing

def client(e):
    print "client: is the door open?"
    if not e.wait(1):
        print "client: not yet"
        e.wait()
    print "client: I come in"

if __name__ == '__main__':
    e = multiprocessing.Event()
    p = multiprocessing.Process(name='client', target=client, args=(e,))
    p.start()
    time.sleep(2)
    print "main: opens the door"
    e.set()
    p.join()
