# The server does not stop by itself.
from multiprocessing import Process
import time

def serve():
    print "server: up"
    while True:
        time.sleep(1)

if __name__ == '__main__':
    server = Process(target=serve)
    server.start()
    time.sleep(1.5)
    server.terminate()
    server.join()
    print "server: exit code %d" % server.exitcode
