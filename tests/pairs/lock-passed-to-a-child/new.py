"""The child waits for its mother's lock."""

import time
from multiprocessing import Lock, Process


def child(lock):
    with lock:
        print("child: my turn")


def main():
    lock = Lock()
    process = Process(target=child, args=(lock,))
    with lock:
        process.start()
        time.sleep(1)
        print("mother: still mine")
        time.sleep(1)
        print("mother: take it")
    process.join()


if __name__ == "__main__":
    main()
