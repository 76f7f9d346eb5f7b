# The server may not serve before main has opened the port.
import threading
import time

lock = threading.Lock()

def serve():
    time.sleep(0.5)
    lock.acquire()
    print "serving"
    lock.release()

lock.acquire()
server = threading.Thread(target=serve)
server.start()
print "port opened"
lock.release()
server.join()
print "server is down"
