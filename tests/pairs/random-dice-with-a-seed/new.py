"""The same dice in every run."""

import random
import threading
import time

random.seed(42)
throws = [random.randint(1, 1000) for _ in range(4)]


def play(player, first, pace):
    for throw in throws[first : first + 2]:
        time.sleep(pace)
        print(f"{player} throws {throw}")


threads = [threading.Thread(target=play, args=a) for a in (("ann", 0, 1), ("bob", 2, 1.5))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("sum:", sum(throws))
