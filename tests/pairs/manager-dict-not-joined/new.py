"""A telephone book that three processes fill."""

import time
from multiprocessing import Manager, Process

NUMBERS = {"anna": 17, "bill": 23, "cleo": 42}


def look_up(name, seconds, book):
    time.sleep(seconds)
    book[name] = NUMBERS[name]


if __name__ == "__main__":
    with Manager() as manager:
        book = manager.dict()
        for seconds, name in enumerate(NUMBERS):
            Process(target=look_up, args=(name, seconds, book)).start()
        time.sleep(3)
        for name, number in sorted(book.items()):
            print(f"{name}: {number}")
