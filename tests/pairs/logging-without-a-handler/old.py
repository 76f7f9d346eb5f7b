# Nobody has configured the logging.
import logging
import threading
import time

log = logging.getLogger("app")

def work():
    time.sleep(1)
    log.warning("work takes long")
    print "work is done"

t = threading.Thread(target=work)
t.start()
t.join()
print "main is done"
