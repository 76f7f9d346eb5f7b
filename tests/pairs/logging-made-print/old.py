# The log goes to stderr.
import logging
import time
from threading import Thread

logging.basicConfig(level=logging.INFO, format="(%(threadName)s) %(message)s")

def work(n):
    time.sleep(n)
    logging.info("work %d", n)

for n in 1, 2:
    Thread(target=work, args=(n,), name="T%d" % n).start()
print "(MainThread) started"
