# Each packer says when the box is packed.
from multiprocessing import Process
import time

class Packer(Process):
    def __init__(self, box):
        super(Packer, self).__init__()
        self.box = box

    def run(self):
        time.sleep(self.box)
        print "box %d is packed" % self.box

if __name__ == '__main__':
    packers = [Packer(box) for box in (1, 2)]
    for p in packers: p.start()
    for p in packers: p.join()
    print "the lorry leaves"
