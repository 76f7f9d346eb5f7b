# Results come in as they are ready, and are sorted before they are shown.
from multiprocessing import Process, Queue
import time

WORDS = ["queue", "lock", "pipe"]

def measure(word, out):
    time.sleep(len(word) - 3)
    out.put((word, len(word)))

if __name__ == '__main__':
    out = Queue()
    jobs = [Process(target=measure, args=(w, out)) for w in WORDS]
    for j in jobs: j.start()
    results = [out.get() for j in jobs]
    for j in jobs: j.join()
    results.sort()
    for word, length in results:
        print word, "has", length, "letters"
