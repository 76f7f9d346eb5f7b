"""Says when each child ended."""

import time
from multiprocessing import Process


def work(n):
    time.sleep(n)
    print(time.strftime("%c"), "end", n)


if __name__ == "__main__":
    processes = [Process(target=work, args=(n,)) for n in (1, 2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
