"""Runners of different speed, some of them are tired today."""

import threading
import time

SECONDS = {"hare": 0.5, "fox": 2, "snail": 3}


def run(name):
    time.sleep(SECONDS[name])
    print(f"{name} is half way")
    time.sleep(SECONDS[name])
    print(f"{name} arrives")


runners = [threading.Thread(target=run, args=(name,)) for name in SECONDS]
for runner in runners:
    runner.start()
for runner in runners:
    runner.join()
print("the race is over")
