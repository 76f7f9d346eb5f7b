"""Two consumers and one sentinel, which each puts back for the other."""

import time
from multiprocessing import Process, Queue


def copy(files):
    while True:
        name = files.get()
        if name == "STOP":
            files.put(name)
            break
        time.sleep(1)
        print("copied", name)


if __name__ == "__main__":
    files = Queue()
    for name in ["a.txt", "b.txt", "c.txt", "d.txt", "STOP"]:
        files.put(name)
    copiers = [Process(target=copy, args=(files,)) for _ in range(2)]
    for copier in copiers:
        copier.start()
    for copier in copiers:
        copier.join()
    print("all copied")
