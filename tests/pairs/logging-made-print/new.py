"""The log is printed."""

import time
from threading import Thread, current_thread


def log(text):
    print(f"({current_thread().name}) {text}")


def work(n):
    time.sleep(n)
    log(f"work {n}")


for n in 1, 2:
    Thread(target=work, args=(n,), name=f"T{n}").start()
log("started")
