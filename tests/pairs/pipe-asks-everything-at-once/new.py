"""Main asks the oracle three questions."""

import time
from multiprocessing import Pipe, Process

QUESTIONS = ["fame", "love", "rain"]


def oracle(conn):
    for _ in QUESTIONS:
        question = conn.recv()
        time.sleep(1)
        print("oracle thinks about", question)
        conn.send("yes, " + question)


if __name__ == "__main__":
    conn, its_conn = Pipe()
    process = Process(target=oracle, args=(its_conn,))
    process.start()
    for question in QUESTIONS:
        conn.send(question)
    for _ in QUESTIONS:
        print("main hears:", conn.recv())
    process.join()
