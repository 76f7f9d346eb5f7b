# The child closes its end when it has nothing to say any more.
from multiprocessing import Pipe, Process
import time

def child(conn):
    for n in range(2):
        time.sleep(1)
        conn.send(n)
    time.sleep(0.5)
    print "child: all sent"
    conn.close()

if __name__ == '__main__':
    mine, hers = Pipe()
    p = Process(target=child, args=(hers,))
    p.start()
    hers.close()
    try:
        while True:
            n = mine.recv()
            print "main: got", n
    except EOFError:
        time.sleep(1)
        print "main: that was the end"
    p.join()
