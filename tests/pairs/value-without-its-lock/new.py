"""Money is saved month by month."""

import time
from multiprocessing import Process, Value


def save(account, month):
    time.sleep(month)
    for _ in range(30):
        account.value += 1


if __name__ == "__main__":
    account = Value("i", 0)
    months = [Process(target=save, args=(account, month)) for month in range(3)]
    for m in months:
        m.start()
    for m in months:
        m.join()
    print("saved:", account.value)
    print("that is all")
