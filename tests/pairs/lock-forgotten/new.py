"""Question and answer."""

import time
from multiprocessing import Process


def quiz(n):
    time.sleep(n)
    print(f"question {n}?")
    time.sleep(0.5)
    print(f"answer {n}!")


if __name__ == "__main__":
    players = [Process(target=quiz, args=(n,)) for n in range(3)]
    for p in players:
        p.start()
    for p in players:
        p.join()
    print("end of the quiz")
