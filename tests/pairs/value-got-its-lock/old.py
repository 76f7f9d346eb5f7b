# Votes are counted in one place, unprotected.
from multiprocessing import Process, Value
import time

def vote(votes, delay):
    time.sleep(delay)
    votes.value += 1
    print "voter %d has voted" % delay

if __name__ == '__main__':
    votes = Value('i', 0)
    voters = [Process(target=vote, args=(votes, d)) for d in xrange(3)]
    for v in voters: v.start()
    for v in voters: v.join()
    print votes.value, "votes"
