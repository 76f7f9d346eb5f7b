# The leader joins its members, then has nothing more to say.
import multiprocessing
import time

def member(n):
    time.sleep(n)
    print "member %d is done" % n

def leader():
    print "leader: off you go"
    members = [multiprocessing.Process(target=member, args=(n,)) for n in (1, 2)]
    for m in members: m.start()
    for m in members: m.join()

if __name__ == '__main__':
    p = multiprocessing.Process(target=leader)
    p.start()
    p.join()
    print "main: they are all back"
