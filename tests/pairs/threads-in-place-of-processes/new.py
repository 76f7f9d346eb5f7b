"""Two downloads, which wait most of the time: threads will do."""

import time
from threading import Thread


def download(name, seconds):
    print(f"{name}: connecting")
    time.sleep(seconds)
    print(f"{name}: saved")


if __name__ == "__main__":
    page = Thread(target=download, args=("page", 1))
    film = Thread(target=download, args=("film", 2))
    page.start()
    film.start()
    page.join()
    print("the page can be read")
    film.join()
    print("the film can be seen")
