"""Main prints what another program says."""

import subprocess
import threading
import time


def ask():
    out = subprocess.check_output(["echo", "hello"])
    print("echo said", out.strip())
    time.sleep(1)
    print("nothing more")


t = threading.Thread(target=ask)
t.start()
t.join()
print("main has heard it")
