# A program that is waited for.
import subprocess
import sys
import time

CODE = "import time; print('program: begins'); time.sleep(1); print('program: ends')"

p = subprocess.Popen([sys.executable, "-c", CODE])
time.sleep(2)
p.wait()
print "main: finished"
