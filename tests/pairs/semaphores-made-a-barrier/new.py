"""Two runners meet half-way."""

import threading
import time


def run(me, seconds, half_way):
    time.sleep(seconds)
    print(f"runner {me} is half-way")
    half_way.wait()
    time.sleep(seconds)
    print(f"runner {me} is home")


half_way = threading.Barrier(2)
runners = [threading.Thread(target=run, args=(me, seconds, half_way)) for me, seconds in enumerate((1, 2))]
for runner in runners:
    runner.start()
for runner in runners:
    runner.join()
