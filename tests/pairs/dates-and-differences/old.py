# Says when, in several ways.
import time
from datetime import datetime
from multiprocessing import Process

def work(n):
    begin = datetime.now()
    print time.strftime("%X"), "begin", n
    time.sleep(n)
    print time.asctime(), "end", n, "after", datetime.now() - begin

if __name__ == "__main__":
    begin = datetime.now()
    ps = [Process(target=work, args=(n,)) for n in (1, 2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print str(begin)[:4] == begin.strftime("%Y"), begin.isoformat()
    print "all in", str(datetime.now() - begin).split(".")[0]
