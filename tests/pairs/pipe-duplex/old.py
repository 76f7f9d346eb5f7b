# The parent asks, the child answers.
from multiprocessing import Process, Pipe
import time

def child(conn):
    while True:
        n = conn.recv()
        if n is None:
            break
        print "child: squares", n
        time.sleep(1)
        conn.send(n * n)
    print "child: bye"

if __name__ == '__main__':
    parent_conn, child_conn = Pipe()
    p = Process(target=child, args=(child_conn,))
    p.start()
    for n in (3, 4, 5):
        parent_conn.send(n)
        answer = parent_conn.recv()
        print "parent: is told", answer
    parent_conn.send(None)
    p.join()
