"""Main says when a box is packed."""

import time
from multiprocessing import Process


class Packer(Process):
    def __init__(self, box):
        super().__init__()
        self.box = box

    def run(self):
        time.sleep(self.box)


if __name__ == "__main__":
    packers = [Packer(box) for box in (1, 2)]
    for packer in packers:
        packer.start()
    for packer in packers:
        packer.join()
        print(f"box {packer.box} is packed")
    print("the lorry leaves")
