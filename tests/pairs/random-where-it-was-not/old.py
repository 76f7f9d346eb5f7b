# The winners are always the same.
import random
import threading
import time

rng = random.Random(7)
numbers = [int(rng.random() * 49) + 1 for _ in range(3)]

def show(n):
    time.sleep(n)
    print "number %d is %d" % (n, numbers[n])

if __name__ == "__main__":
    ts = [threading.Thread(target=show, args=(n,)) for n in range(3)]
    for t in ts: t.start()
    for t in ts: t.join()
