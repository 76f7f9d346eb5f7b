# Guests sit down when the table is laid.
import time
from multiprocessing import Event, Process

def lay(table):
    time.sleep(0.5)
    print "the table is laid"
    table.set()

def guest(name, delay, table):
    table.wait()
    time.sleep(delay)
    print name, "sits down"

if __name__ == '__main__':
    table = Event()
    Process(target=lay, args=(table,)).start()
    Process(target=guest, args=("nora", 1, table)).start()
    Process(target=guest, args=("otto", 2, table)).start()
