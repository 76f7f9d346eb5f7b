"""Main tells the machine to stop."""

import time
from multiprocessing import Pipe, Process


def machine(conn):
    print("machine: running")
    conn.recv()
    time.sleep(0.5)
    print("machine: stopped")
    conn.send("stopped")


if __name__ == "__main__":
    conn, other = Pipe()
    process = Process(target=machine, args=(other,))
    process.start()
    time.sleep(1)
    print("main: stop!")
    conn.send("stop")
    time.sleep(1)
    print("main: the machine can be opened")
    process.join()
