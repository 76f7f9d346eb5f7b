# A relay: the second runner starts when the first is in.
import time
from multiprocessing import Event, Manager, Process

def run(name, finish, go, arrived):
    go.wait()
    time.sleep(1)
    finish.put(name)
    arrived.set()

if __name__ == '__main__':
    manager = Manager()
    finish = manager.Queue()
    start, change, end = Event(), Event(), Event()
    team = [Process(target=run, args=("Usain", finish, start, change)),
            Process(target=run, args=("Yohan", finish, change, end))]
    for p in team:
        p.start()
    print "ready, set, go"
    start.set()
    for p in team:
        print finish.get(), "is in"
    for p in team:
        p.join()
