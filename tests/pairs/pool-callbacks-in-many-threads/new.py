"""Pictures are saved by the callback."""

import time
from concurrent.futures import ThreadPoolExecutor


def shoot(name, seconds):
    time.sleep(seconds)
    return name


def save(future):
    name = future.result()
    print(f"saving {name}")
    time.sleep(0.5)
    print(f"{name} is saved")


with ThreadPoolExecutor(max_workers=2) as executor:
    executor.submit(shoot, "cat.jpg", 1).add_done_callback(save)
    executor.submit(shoot, "dog.jpg", 2).add_done_callback(save)
print("no more pictures")
