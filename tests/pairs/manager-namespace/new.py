"""A namespace that two processes share."""

import multiprocessing
import time


def producer(ns, event):
    time.sleep(1)
    ns.value = "this is the value"
    print("producer: value is set")
    event.set()


def consumer(ns, event):
    print("consumer: waiting")
    event.wait()
    time.sleep(0.5)
    print("consumer:", ns.value)


if __name__ == "__main__":
    with multiprocessing.Manager() as manager:
        namespace = manager.Namespace()
        event = multiprocessing.Event()
        processes = [multiprocessing.Process(target=f, args=(namespace, event)) for f in (consumer, producer)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
