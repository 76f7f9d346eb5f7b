# One end sends, the other receives until there is nothing more.
import time
from multiprocessing import Pipe, Process

def send(conn):
    for word in ("one", "two", "three"):
        time.sleep(1)
        print "sending", word
        conn.send(word)
    conn.close()

if __name__ == '__main__':
    receiver, sender = Pipe(False)
    p = Process(target=send, args=(sender,))
    p.start()
    sender.close()
    while True:
        try:
            word = receiver.recv()
        except EOFError:
            break
        time.sleep(0.5)
        print "received", word
    p.join()
    print "nothing more"
