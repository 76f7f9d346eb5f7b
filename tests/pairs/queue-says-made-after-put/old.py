# Parts are made by one process and used by another.
import multiprocessing
import time

def make(parts):
    for name in ["wheel", "frame", "saddle"]:
        time.sleep(1)
        print "made a", name
        parts.put(name)
    parts.put("")

def use(parts):
    name = parts.get()
    while name:
        time.sleep(0.5)
        print "used a", name
        name = parts.get()

if __name__ == "__main__":
    parts = multiprocessing.Queue()
    user = multiprocessing.Process(target=use, args=(parts,))
    user.start()
    make(parts)
    user.join()
