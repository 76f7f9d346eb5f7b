"""Where the recorder enters every process of a recorded run.

Run by: `site` of whatever interpreter runs the script and of each of its children, because the runner puts
this folder on PYTHONPATH.  Versions: 2.7 and 3.6 or later.
May not import: anything but `os` and `sys`, which `site` has loaded already; the script must be the first
to import every other module, or the order of exit handlers changes.  Never imports `compat`.
"""

import os
import sys


def _leave_path():
    """Take this folder off `sys.path`: the script shall find what it finds without us."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or os.curdir) != here]
    return here


def _start(here):
    """Start the recorder if this run is to be recorded; a failure leaves the script alone."""
    if not os.environ.get("PORTPROOF_TRACE"):
        return
    sys.path.insert(0, here)
    try:
        import _compat_recorder
    finally:
        sys.path.remove(here)
    _compat_recorder.start()


def _chain(name):
    """Run the `sitecustomize` that this one hides; its errors are `site`'s to report, as without us."""
    own = sys.modules.pop(name)
    try:
        __import__(name)
    except ImportError as error:
        is_absent = getattr(error, "name", None) == name or str(error) == "No module named " + name
        sys.modules[name] = own
        if not is_absent:
            raise


_here = _leave_path()
try:
    _start(_here)
except Exception:  # recording is optional, the script is not
    pass
_chain(__name__)
