"""The leader starts its members, then has nothing more to say."""

import multiprocessing
import time


def member(n):
    time.sleep(n)
    print(f"member {n} is done")


def leader():
    print("leader: off you go")
    for n in (1, 2):
        multiprocessing.Process(target=member, args=(n,)).start()


if __name__ == "__main__":
    p = multiprocessing.Process(target=leader)
    p.start()
    p.join()
    print("main: they are all back")
