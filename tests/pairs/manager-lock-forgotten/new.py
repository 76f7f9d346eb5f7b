"""Tickets are counted by three clerks."""

import time
from multiprocessing import Manager, Process


def clerk(sold, n):
    time.sleep(n)
    sold["tickets"] += 10


if __name__ == "__main__":
    with Manager() as manager:
        sold = manager.dict(tickets=0)
        clerks = [Process(target=clerk, args=(sold, n)) for n in range(3)]
        for c in clerks:
            c.start()
        for c in clerks:
            c.join()
        print(f"tickets sold: {sold['tickets']}")
