"""One end sends, the other receives until there is nothing more."""

import time
from multiprocessing import Pipe, Process


def send(conn):
    with conn:
        for word in ("one", "two", "three"):
            time.sleep(1)
            print("sending", word)
            conn.send(word)


def words(conn):
    try:
        while True:
            yield conn.recv()
    except EOFError:
        return


if __name__ == "__main__":
    receiver, sender = Pipe(duplex=False)
    process = Process(target=send, args=(sender,))
    process.start()
    sender.close()
    for word in words(receiver):
        time.sleep(0.5)
        print("received", word)
    process.join()
    print("nothing more")
