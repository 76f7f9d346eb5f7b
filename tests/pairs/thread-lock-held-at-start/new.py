"""The server may not serve before main has opened the port."""

import threading
import time

lock = threading.Lock()


def serve() -> None:
    time.sleep(0.5)
    with lock:
        print("serving")


server = threading.Thread(target=serve)
server.start()
with lock:
    print("port opened")
server.join()
print("server is down")
