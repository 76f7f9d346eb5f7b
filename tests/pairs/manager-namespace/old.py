# A namespace that two processes share.
import multiprocessing
import time

def producer(ns, event):
    time.sleep(1)
    ns.value = 'this is the value'
    print 'producer: value is set'
    event.set()

def consumer(ns, event):
    print 'consumer: waiting'
    event.wait()
    time.sleep(0.5)
    print 'consumer:', ns.value

if __name__ == '__main__':
    mgr = multiprocessing.Manager()
    namespace = mgr.Namespace()
    event = multiprocessing.Event()
    p = multiprocessing.Process(target=producer, args=(namespace, event))
    c = multiprocessing.Process(target=consumer, args=(namespace, event))
    c.start()
    p.start()
    c.join()
    p.join()
