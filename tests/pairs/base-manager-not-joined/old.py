# Points are kept by an object of the manager's.
import time
from multiprocessing import Process
from multiprocessing.managers import BaseManager

class Score(object):
    def __init__(self):
        self.points = {}
    def add(self, name, points):
        self.points[name] = points
    def of(self, name):
        return self.points.get(name, 0)

class Game(BaseManager):
    pass

Game.register('Score', Score)

def play(score, name, points):
    time.sleep(points)
    score.add(name, points)

if __name__ == '__main__':
    game = Game()
    game.start()
    score = game.Score()
    players = [Process(target=play, args=(score, n, p)) for n, p in [("ada", 1), ("bob", 2)]]
    for p in players:
        p.start()
    for p in players:
        p.join()
    for name in ("ada", "bob"):
        print "%s has %d" % (name, score.of(name))
