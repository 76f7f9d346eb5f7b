"""Each thread has a value of its own."""

import threading
import time

data = threading.local()


def show(name):
    value = getattr(data, "value", None)
    print(f"{name}: no value yet" if value is None else f"{name}: value is {value}")


def work(name, n):
    time.sleep(n)
    show(name)
    data.value = n * 100
    time.sleep(0.5)
    show(name)


data.value = 1000
show("main")
threads = [threading.Thread(target=work, args=(f"thread {n}", n)) for n in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
show("main")
