"""Two people, one account."""

import threading
import time


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def withdraw(self, name, amount, delay):
        time.sleep(delay)
        with self.lock:
            print(f"{name} looks")
            time.sleep(1)
            self.balance -= amount
            print(f"{name} takes {amount}")


account = Account(100)
threads = [
    threading.Thread(target=account.withdraw, args=("eve", 30, 0)),
    threading.Thread(target=account.withdraw, args=("max", 20, 0.5)),
]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("left:", account.balance)
