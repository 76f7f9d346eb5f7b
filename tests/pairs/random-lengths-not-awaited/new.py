"""Who is first? Chance decides."""

import random
import time
from multiprocessing import Process


def swim(lane):
    time.sleep(random.uniform(0.5, 1.5))
    print(f"lane {lane} is home")


if __name__ == "__main__":
    for lane in range(1, 4):
        Process(target=swim, args=(lane,)).start()
    print("they are off")
    time.sleep(3)
    print("the race is over")
