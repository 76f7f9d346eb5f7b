"""Each player tosses a coin and throws two dice."""

import random
import time
from multiprocessing import Pool


def play(name):
    coin = random.choice(["heads", "tails"])
    dice = [random.randint(1, 6) for _ in range(2)]
    time.sleep(random.randint(1, 3))
    print(f"{name} has {coin} and {dice}")
    return coin, sum(dice), random.random()


if __name__ == "__main__":
    with Pool(3) as pool:
        for coin, _, share in pool.map(play, ["ann", "bob", "cat"]):
            print(coin, f"{share:.2f}")
        pool.close()
        pool.join()
    order = list(range(3))
    random.shuffle(order)
    print("next time:", order)
