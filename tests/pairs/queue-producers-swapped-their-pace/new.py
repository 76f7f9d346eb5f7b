"""Two runners pass the gate three times."""

import time
from multiprocessing import Process, Queue

PACE = {"red": 1.6, "blue": 1}


def runner(name, gate):
    for lap in range(1, 3):
        time.sleep(PACE[name])
        gate.put(f"{name}: lap {lap}")


if __name__ == "__main__":
    gate = Queue()
    for name in sorted(PACE):
        Process(target=runner, args=(name, gate)).start()
    for _ in range(4):
        print(gate.get())
