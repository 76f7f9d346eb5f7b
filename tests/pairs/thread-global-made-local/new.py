"""A setting of all threads."""

import threading
import time


class Settings(threading.local):
    greeting = "hello"


settings = Settings()


def greet(name, delay):
    time.sleep(delay)
    print(f"{settings.greeting}, {name}")


settings.greeting = "good morning"
for delay, name in enumerate(["rob", "sue"], 1):
    threading.Thread(target=greet, args=(name, delay)).start()
