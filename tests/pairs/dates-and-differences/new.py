"""Says when, in several ways."""

import time
from datetime import datetime
from multiprocessing import Process


def work(n):
    begin = datetime.now()
    print(f"{begin:%H:%M:%S} begin {n}")
    time.sleep(n)
    print(time.strftime("%c"), "end", n, "after", datetime.now() - begin)


if __name__ == "__main__":
    begin = datetime.now()
    processes = [Process(target=work, args=(n,)) for n in (1, 2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(str(begin)[:4] == begin.strftime("%Y"), begin.strftime("%Y-%m-%dT%H:%M:%S.%f"))
    print("all in", str(datetime.now() - begin).split(".")[0])
