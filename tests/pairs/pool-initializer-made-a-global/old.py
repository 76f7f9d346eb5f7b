# The workers are told how loud to be.
import time
from multiprocessing import Pool

level = 0

def set_level(n):
    global level
    level = n

def shout(word):
    time.sleep(len(word) - 2)
    print word + "!" * level

if __name__ == '__main__':
    pool = Pool(2, initializer=set_level, initargs=(3,))
    pool.map(shout, ["hey", "fire", "help!"])
    pool.close()
    pool.join()
