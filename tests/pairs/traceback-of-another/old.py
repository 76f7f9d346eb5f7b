# A thread prints what went wrong and goes on.
import threading
import time
import traceback

def look_up(key):
    time.sleep(1)
    try:
        print {"a": 1}[key]
    except KeyError:
        print traceback.format_exc()
    print "looked up", key

if __name__ == "__main__":
    threads = [threading.Thread(target=look_up, args=(key,)) for key in "ab"]
    for t in threads: t.start()
    for t in threads: t.join()
