"""The functions that the recorder itself uses, as they were before any of them was replaced for the script.

Run by: every file of the recorder.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and `os`; see `sitecustomize`.
"""

from __future__ import absolute_import

import os
import time

try:
    import _thread as threads
except ImportError:
    import thread as threads

clock, sleep, localtime = time.time, time.sleep, time.localtime
getpid, getppid, stat, fstat = os.getpid, os.getppid, os.stat, os.fstat
open, write, close = os.open, os.write, os.close
symlink, readlink, unlink = os.symlink, os.readlink, os.unlink
get_ident = threads.get_ident
identity = id
