# Counts the messages, whoever sent them.
import time
from multiprocessing import Process, Queue

def work(number, q):
    time.sleep(number)
    q.put(number)

if __name__ == "__main__":
    q = Queue()
    for number in (1, 2, 3):
        Process(target=work, args=(number, q)).start()
    done = 0
    while done < 3:
        q.get()
        done += 1
        print "%d of 3 done" % done
    print "complete"
