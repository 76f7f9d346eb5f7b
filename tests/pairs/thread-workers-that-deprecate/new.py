import queue as Queue
import threading
import time

q = Queue.Queue()
lock = threading.Lock()


def worker():
    while True:
        item = q.get()
        time.sleep(item * 0.5)
        with lock:
            print(threading.currentThread().name, "handled", item)
        q.task_done()


for _i in range(2):
    t = threading.Thread(target=worker)
    t.setDaemon(True)
    t.start()
for item in [1, 2, 3, 4]:
    q.put(item)
q.join()
print("all done")
