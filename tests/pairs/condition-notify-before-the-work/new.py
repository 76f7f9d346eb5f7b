"""Stage two runs when stage one is done."""

import multiprocessing
import time


def stage_1(condition):
    time.sleep(1)
    with condition:
        condition.notify_all()
    print("stage 1 done and ready for stage 2")


def stage_2(condition):
    with condition:
        condition.wait()
    time.sleep(0.5)
    print("stage 2 running")


if __name__ == "__main__":
    condition = multiprocessing.Condition()
    s1 = multiprocessing.Process(target=stage_1, args=(condition,))
    s2 = multiprocessing.Process(target=stage_2, args=(condition,))
    s2.start()
    s1.start()
    s1.join()
    s2.join()
    print("both stages over")
