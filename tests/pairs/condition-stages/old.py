# Two processes of stage two wait for stage one.
import multiprocessing
import time

def stage_1(cond):
    print "stage 1 begins"
    time.sleep(2)
    cond.acquire()
    print "stage 1 done"
    cond.notify_all()
    cond.release()

def stage_2(number, cond):
    cond.acquire()
    cond.wait()
    cond.release()
    time.sleep(number)
    print "stage 2 (%d) running" % number

if __name__ == '__main__':
    condition = multiprocessing.Condition()
    s1 = multiprocessing.Process(target=stage_1, args=(condition,))
    clients = [multiprocessing.Process(target=stage_2, args=(i, condition)) for i in xrange(1, 3)]
    for c in clients:
        c.start()
    s1.start()
    s1.join()
    for c in clients:
        c.join()
