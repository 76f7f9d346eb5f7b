"""Three generations."""

import time
from multiprocessing import Process, current_process


def say(text):
    print(f"{current_process().name}: {text}")


def grandchild():
    say("born")
    time.sleep(1)
    say("grown up")


def child():
    say("born")
    p = Process(target=grandchild)
    p.start()
    p.join()
    say("grown up")


if __name__ == "__main__":
    p = Process(target=child)
    p.start()
    time.sleep(0.5)
    say("is waiting")
    p.join()
    say("happy end")
