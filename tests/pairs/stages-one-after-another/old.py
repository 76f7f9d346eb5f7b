# Each callback submits the next stage of its item.
import time
from multiprocessing import Pool

second = []


def load(n):
    time.sleep(1)
    print "load", n
    return n


def parse(n):
    time.sleep(1)
    print "parse", n
    return n


def loaded(n):
    second.append(pool.apply_async(parse, (n,)))


if __name__ == "__main__":
    pool = Pool(2)
    first = [pool.apply_async(load, (n,), callback=loaded) for n in range(3)]
    for result in first:
        result.wait()
    print "all loaded"
    for result in second:
        result.wait()
    print "all parsed"
    pool.close()
    pool.join()
