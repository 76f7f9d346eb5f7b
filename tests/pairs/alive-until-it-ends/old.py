# Asks whether the child is still alive.
import multiprocessing
import time

def dig():
    for metre in (1, 2):
        time.sleep(0.6)
        print "%d m deep" % metre

if __name__ == '__main__':
    p = multiprocessing.Process(target=dig)
    p.start()
    while p.is_alive():
        time.sleep(0.5)
    print "the hole is dug, exit code %d" % p.exitcode
