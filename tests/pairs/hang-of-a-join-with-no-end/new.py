"""The child never ends by itself."""

import signal
from multiprocessing import Process


def child():
    print("child: here I stay")
    signal.pause()


if __name__ == "__main__":
    p = Process(target=child)
    p.start()
    p.join(2)
    p.terminate()
    p.join()
    print("main: the child has ended")
