"""The child closes its end when it has nothing to say any more."""

import time
from multiprocessing import Pipe, Process


def child(conn):
    with conn:
        for n in range(2):
            time.sleep(1)
            conn.send(n)
    time.sleep(0.5)
    print("child: all sent")


if __name__ == "__main__":
    mine, hers = Pipe()
    process = Process(target=child, args=(hers,))
    process.start()
    hers.close()
    try:
        while True:
            print("main: got", mine.recv())
    except EOFError:
        time.sleep(1)
        print("main: that was the end")
    process.join()
