"""A program that is left alone."""

import subprocess
import sys
import time

CODE = "import time; print('program: begins'); time.sleep(1); print('program: ends')"

subprocess.Popen([sys.executable, "-c", CODE])
time.sleep(2)
print("main: finished")
