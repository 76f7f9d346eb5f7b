# The daemon saves before main says good-bye.
import threading
import time

def save():
    print "saving"
    time.sleep(2)
    print "saved"

saver = threading.Thread(target=save)
saver.daemon = True
saver.start()
time.sleep(1)
print "main has nothing more to do"
saver.join()
print "good-bye"
