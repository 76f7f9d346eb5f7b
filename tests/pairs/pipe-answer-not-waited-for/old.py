# Main tells the machine to stop, and waits until it says that it has.
from multiprocessing import Pipe, Process
import time

def machine(conn):
    print "machine: running"
    conn.recv()
    time.sleep(0.5)
    print "machine: stopped"
    conn.send("stopped")

if __name__ == '__main__':
    conn, other = Pipe()
    p = Process(target=machine, args=(other,))
    p.start()
    time.sleep(1)
    print "main: stop!"
    conn.send("stop")
    conn.recv()
    time.sleep(1)
    print "main: the machine can be opened"
    p.join()
