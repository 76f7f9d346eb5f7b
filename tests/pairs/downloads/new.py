"""Downloads in threads."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Tuple

SIZES = [("a.html", 2), ("b.html", 1), ("c.html", 3), ("d.html", 1), ("e.html", 2)]


def download(page: Tuple[str, int]) -> int:
    name, seconds = page
    print("GET", name)
    time.sleep(seconds)
    print("200", name)
    return 100 * seconds


with ThreadPoolExecutor(max_workers=3) as executor:
    sizes = list(executor.map(download, SIZES))
print(f"{sum(sizes)} bytes")
