# -*- coding: utf-8 -*-
# Shows results as they are.
from multiprocessing import Pool


def describe(n):
    return (u"number %d" % n, 2L ** (10 * n), [n])


if __name__ == "__main__":
    pool = Pool(2)
    for row in pool.map(describe, range(1, 4)):
        print row
    pool.close()
    pool.join()
