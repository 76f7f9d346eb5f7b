"""Votes are counted in one place."""

import time
from multiprocessing import Process, Value


def vote(votes, delay):
    time.sleep(delay)
    with votes.get_lock():
        votes.value += 1
    print(f"voter {delay} has voted")


if __name__ == "__main__":
    votes = Value("i", 0)
    voters = [Process(target=vote, args=(votes, delay)) for delay in range(3)]
    for v in voters:
        v.start()
    for v in voters:
        v.join()
    print(votes.value, "votes")
