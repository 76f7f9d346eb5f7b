"""Main prints what other programs say."""

import subprocess
import time

p = subprocess.Popen(["echo", "hello from echo"], stdout=subprocess.PIPE, universal_newlines=True)
out, err = p.communicate()
print("echo said:", out.strip())
time.sleep(1)
print("in capitals:", out.strip().upper())
print("status:", p.returncode)
