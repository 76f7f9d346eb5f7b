# One of two children fails.
from multiprocessing import Process
import time

def work(n):
    time.sleep(n)
    if n == 1:
        raise ValueError("child %d is ill" % n)
    print "child %d is well" % n

if __name__ == '__main__':
    ps = [Process(target=work, args=(n,)) for n in (1, 2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print "exit codes:", [p.exitcode for p in ps]
