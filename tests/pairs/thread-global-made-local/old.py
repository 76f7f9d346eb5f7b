# A setting that all threads share.
import threading
import time

class Settings(object):
    greeting = "hello"

settings = Settings()

def greet(name, delay):
    time.sleep(delay)
    print "%s, %s" % (settings.greeting, name)

settings.greeting = "good morning"
for delay, name in enumerate(["rob", "sue"], 1):
    threading.Thread(target=greet, args=(name, delay)).start()
