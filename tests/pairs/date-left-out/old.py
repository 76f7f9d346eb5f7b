# Says when each child ended.
import time
from multiprocessing import Process

def work(n):
    time.sleep(n)
    print time.strftime("%X"), "end", n

if __name__ == "__main__":
    ps = [Process(target=work, args=(n,)) for n in (1, 2)]
    for p in ps: p.start()
    for p in ps: p.join()
