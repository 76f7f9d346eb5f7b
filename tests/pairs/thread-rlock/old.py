# A lock that its holder may take again.
import threading
import time

lock = threading.RLock()

def line(text):
    lock.acquire()
    print text
    lock.release()

def letter(name, delay):
    time.sleep(delay)
    lock.acquire()
    line("dear %s," % name)
    time.sleep(1)
    line("good-bye, %s" % name)
    lock.release()

writers = [threading.Thread(target=letter, args=a) for a in (("tom", 0), ("ann", 0.5))]
for w in writers:
    w.start()
for w in writers:
    w.join()
