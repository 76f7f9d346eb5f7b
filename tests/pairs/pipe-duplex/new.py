"""The parent asks, the child answers."""

import time
from multiprocessing import Pipe, Process


def child(conn):
    for n in iter(conn.recv, None):
        print("child: squares", n)
        time.sleep(1)
        conn.send(n * n)
    print("child: bye")


if __name__ == "__main__":
    parent_conn, child_conn = Pipe()
    process = Process(target=child, args=(child_conn,))
    process.start()
    for n in (3, 4, 5):
        parent_conn.send(n)
        print("parent: is told", parent_conn.recv())
    parent_conn.send(None)
    process.join()
