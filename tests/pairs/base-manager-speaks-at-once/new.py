"""A radio speaks in the manager's process: the news, then the weather."""

import time
from multiprocessing import Process
from multiprocessing.managers import BaseManager


class Radio:
    def say(self, what):
        print(f"radio: here is the {what}")
        time.sleep(0.5)
        print(f"radio: that was the {what}")


class Station(BaseManager):
    pass


Station.register("Radio", Radio)


def speak(radio, what):
    radio.say(what)


if __name__ == "__main__":
    with Station() as station:
        radio = station.Radio()
        speakers = [Process(target=speak, args=(radio, what)) for what in ("news", "weather")]
        for p in speakers:
            p.start()
            time.sleep(1)
        for p in speakers:
            p.join()
