"""Downloads, one by one."""

import time
from typing import Tuple

SIZES = [("a.html", 2), ("b.html", 1), ("c.html", 3), ("d.html", 1), ("e.html", 2)]


def download(page: Tuple[str, int]) -> int:
    name, seconds = page
    print("GET", name)
    time.sleep(seconds)
    print("200", name)
    return 100 * seconds


sizes = [download(page) for page in SIZES]
print(f"{sum(sizes)} bytes")
