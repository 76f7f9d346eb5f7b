"""Two processes of stage two wait for stage one."""

import time
from multiprocessing import Condition, Process


def stage_1(condition):
    print("stage 1 begins")
    time.sleep(2)
    with condition:
        print("stage 1 done")
        condition.notify_all()


def stage_2(number, condition):
    with condition:
        condition.wait()
    time.sleep(number)
    print(f"stage 2 ({number}) running")


if __name__ == "__main__":
    condition = Condition()
    stages = [Process(target=stage_2, args=(number, condition)) for number in (1, 2)]
    stages.append(Process(target=stage_1, args=(condition,)))
    for stage in stages:
        stage.start()
    for stage in stages:
        stage.join()
