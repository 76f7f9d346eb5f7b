# A lock keeps question and answer together.
from multiprocessing import Process, Lock
import time

def quiz(lock, n):
    time.sleep(n)
    with lock:
        print "question %d?" % n
        time.sleep(0.5)
        print "answer %d!" % n

if __name__ == '__main__':
    lock = Lock()
    players = [Process(target=quiz, args=(lock, n)) for n in xrange(3)]
    for p in players: p.start()
    for p in players: p.join()
    print "end of the quiz"
