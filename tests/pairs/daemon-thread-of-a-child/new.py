"""A child leaves its thread behind, and a daemon is no reason to stay."""

import time
from multiprocessing import Process
from threading import Thread


def work():
    print("thread begins")
    time.sleep(2)
    print("thread ends")


def child():
    Thread(target=work, daemon=True).start()
    time.sleep(1)
    print("child ends")


if __name__ == "__main__":
    p = Process(target=child)
    p.start()
    p.join()
    print("main ends")
