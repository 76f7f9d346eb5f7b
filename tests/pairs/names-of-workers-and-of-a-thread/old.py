# A thread of its own counts.
import threading
import time

def count():
    for n in range(3):
        time.sleep(1)
        print threading.currentThread().getName(), n

if __name__ == "__main__":
    t = threading.Thread(target=count)
    t.start()
    t.join()
