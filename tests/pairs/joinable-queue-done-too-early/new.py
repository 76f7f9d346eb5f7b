"""The daemon saves, main waits until all is saved."""

import time
from multiprocessing import JoinableQueue, Process


def saver(files):
    while True:
        name = files.get()
        files.task_done()
        time.sleep(0.5)
        print("saved", name)


if __name__ == "__main__":
    files = JoinableQueue()
    Process(target=saver, args=(files,), daemon=True).start()
    for name in ["one", "two", "three"]:
        files.put(name)
    files.join()
    time.sleep(1)
    print("all saved")
