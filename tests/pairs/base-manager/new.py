"""A class of our own lives in the manager's process."""

import time
from multiprocessing import Process
from multiprocessing.managers import BaseManager


class Board:
    def __init__(self):
        self.notes = []

    def pin(self, note):
        self.notes.append(note)

    def read(self):
        return self.notes


class BoardManager(BaseManager):
    pass


BoardManager.register("Board", Board)


def pin(board, note, delay):
    time.sleep(delay)
    board.pin(note)
    print("pinned:", note)


if __name__ == "__main__":
    with BoardManager() as manager:
        board = manager.Board()
        people = [Process(target=pin, args=(board, note, d)) for d, note in enumerate(["sofa for sale", "cat lost"])]
        for p in people:
            p.start()
        for p in people:
            p.join()
        for note in sorted(board.read()):
            print("read:", note)
