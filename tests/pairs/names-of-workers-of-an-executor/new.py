"""Which thread did what?"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor


def fetch(page):
    time.sleep(1)
    print(f"{threading.current_thread().name} has page {page}")
    return page, threading.current_thread().name


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as executor:
        pages = list(executor.map(fetch, range(4)))
        for page, name in pages:
            print(page, "from", name)
    print(threading.current_thread().name, "ends")
