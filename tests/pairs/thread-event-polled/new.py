"""Main waits until the thread has finished."""

import threading
import time


def work(finished):
    time.sleep(1)
    print("work: half of it")
    time.sleep(1)
    print("work: all of it")
    finished.set()


finished = threading.Event()
thread = threading.Thread(target=work, args=(finished,))
thread.start()
finished.wait()
print("main: it has finished")
thread.join()
