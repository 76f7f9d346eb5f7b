# A telephone book that three processes fill.
from multiprocessing import Manager, Process
import time

NUMBERS = {"anna": 17, "bill": 23, "cleo": 42}

def look_up(name, seconds, book):
    time.sleep(seconds)
    book[name] = NUMBERS[name]

if __name__ == '__main__':
    book = Manager().dict()
    workers = []
    for seconds, name in enumerate(sorted(NUMBERS)):
        p = Process(target=look_up, args=(name, seconds, book))
        p.start()
        workers.append(p)
    for p in workers:
        p.join()
    for name, number in sorted(book.items()):
        print "%s: %d" % (name, number)
