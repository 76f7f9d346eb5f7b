"""A lock that its holder may take again."""

import threading
import time


class Letters:
    def __init__(self):
        self.lock = threading.RLock()

    def line(self, text):
        with self.lock:
            print(text)

    def letter(self, name, delay):
        time.sleep(delay)
        with self.lock:
            self.line(f"dear {name},")
            time.sleep(1)
            self.line(f"good-bye, {name}")


letters = Letters()
writers = [threading.Thread(target=letters.letter, args=args) for args in (("tom", 0), ("ann", 0.5))]
for writer in writers:
    writer.start()
for writer in writers:
    writer.join()
