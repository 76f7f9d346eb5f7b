"""A thread of its own counts."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor


def count():
    for n in range(3):
        time.sleep(1)
        print(threading.current_thread().name, n)


if __name__ == "__main__":
    with ThreadPoolExecutor(1) as executor:
        executor.submit(count).result()
