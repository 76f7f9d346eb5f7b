"""Waits a second, then as long as it takes."""

import multiprocessing
import time


def client(door):
    print("client: is the door open?")
    if not door.wait(timeout=1):
        print("client: not yet")
        door.wait()
    print("client: I come in")


if __name__ == "__main__":
    door = multiprocessing.Event()
    process = multiprocessing.Process(target=client, args=(door,))
    process.start()
    time.sleep(2)
    print("main: opens the door")
    door.set()
    process.join()
