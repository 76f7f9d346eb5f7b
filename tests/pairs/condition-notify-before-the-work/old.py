# Stage two runs when stage one is done.
import multiprocessing
import time

def stage_1(cond):
    time.sleep(1)
    with cond:
        print "stage 1 done and ready for stage 2"
        cond.notify_all()

def stage_2(cond):
    with cond:
        cond.wait()
    time.sleep(0.5)
    print "stage 2 running"

if __name__ == '__main__':
    condition = multiprocessing.Condition()
    s1 = multiprocessing.Process(target=stage_1, args=(condition,))
    s2 = multiprocessing.Process(target=stage_2, args=(condition,))
    s2.start()
    s1.start()
    s1.join()
    s2.join()
    print "both stages over"
