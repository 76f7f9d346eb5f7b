"""A thread that keeps what it found."""

import threading
import time


class Square(threading.Thread):
    def __init__(self, number):
        super().__init__()
        self.number = number
        self.result = None

    def run(self):
        time.sleep(self.number)
        print(f"computing the square of {self.number}")
        self.result = self.number**2


squares = [Square(n) for n in range(1, 4)]
for square in squares:
    square.start()
for square in squares:
    square.join()
    print(f"{square.number} * {square.number} = {square.result}")
