# Each player tosses a coin and throws two dice.
import random
import time
from multiprocessing import Pool

def play(name):
    coin = random.choice(["heads", "tails"])
    dice = [random.randint(1, 6) for _ in range(2)]
    time.sleep(random.randint(1, 3))
    print "%s has %s and %s" % (name, coin, dice)
    return coin, sum(dice), random.random()

if __name__ == "__main__":
    pool = Pool(3)
    for coin, points, share in pool.map(play, ["ann", "bob", "cat"]):
        print coin, "%.2f" % share
    pool.close()
    pool.join()
    order = range(3)
    random.shuffle(order)
    print "next time:", order
