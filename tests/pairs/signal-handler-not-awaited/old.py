# The server shuts down, then main says so.
import os
import signal
import time
from multiprocessing import Process

def stop(signum, frame):
    print "server: stopping"
    os._exit(0)

def serve():
    signal.signal(signal.SIGTERM, stop)
    print "server: started"
    signal.pause()

if __name__ == '__main__':
    server = Process(target=serve)
    server.start()
    time.sleep(1)
    server.terminate()
    time.sleep(1)
    server.join()
    print "main: the server has stopped"
