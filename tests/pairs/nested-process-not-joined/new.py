"""A leader and a member."""

import multiprocessing as mp
import time


def member():
    time.sleep(1)
    print("member done")


def leader():
    mp.Process(target=member).start()
    time.sleep(1.5)
    print("team done")


if __name__ == "__main__":
    team = mp.Process(target=leader)
    team.start()
    team.join()
    print("project done")
