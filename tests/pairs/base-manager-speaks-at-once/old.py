# A radio speaks in the manager's process: the news, then the weather.
from multiprocessing import Process
from multiprocessing.managers import BaseManager
import time

class Radio(object):
    def say(self, what):
        print "radio: here is the %s" % what
        time.sleep(0.5)
        print "radio: that was the %s" % what

class Station(BaseManager):
    pass

Station.register('Radio', Radio)

def speak(radio, what):
    radio.say(what)

if __name__ == '__main__':
    station = Station()
    station.start()
    radio = station.Radio()
    for what in ("news", "weather"):
        p = Process(target=speak, args=(radio, what))
        p.start()
        p.join()
    station.shutdown()
