"""No thread."""

import time


def fetch(site):
    time.sleep(0.5 * len(site))
    print(f"fetched {site}")
    return len(site)


sizes = map(fetch, ["a", "bb", "ccc"])
print(f"{sum(sizes)} bytes")
