# Main asks the oracle three questions, one after another.
import time
from multiprocessing import Pipe, Process

def oracle(conn):
    for i in xrange(3):
        question = conn.recv()
        time.sleep(1)
        print "oracle thinks about", question
        conn.send("yes, " + question)

if __name__ == '__main__':
    conn, its_conn = Pipe()
    p = Process(target=oracle, args=(its_conn,))
    p.start()
    for question in ["fame", "love", "rain"]:
        conn.send(question)
        print "main hears:", conn.recv()
    p.join()
