# A leader and a member.
import multiprocessing as mp
import time

def member():
    time.sleep(1)
    print "member done"

def leader():
    m = mp.Process(target=member)
    m.start()
    time.sleep(1.5)
    m.join()
    print "team done"

if __name__ == '__main__':
    l = mp.Process(target=leader)
    l.start()
    l.join()
    print "project done"
