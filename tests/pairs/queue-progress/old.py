# Counts the messages, whoever sent them.
import time
from multiprocessing import Process, Queue

def work(seconds, q):
    time.sleep(seconds)
    q.put("done")

if __name__ == "__main__":
    q = Queue()
    for seconds in (3, 1, 2):
        Process(target=work, args=(seconds, q)).start()
    done = 0
    while done < 3:
        q.get()
        done += 1
        print "%d of 3 done" % done
    print "complete"
