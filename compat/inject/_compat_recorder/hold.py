"""Hold a killer back until the runner says that its victims rest: a late killer is a legal schedule, an early one is luck.

Run by: `pool`, `process` and `threads`, before something ends others.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.
"""

from __future__ import absolute_import

from . import real, settings
from .trace import event

_TICK = 0.002
_holds = [0]


def wait(has_victims=True):
    """Wait for the runner's word, if there is anything to be ended and the runner holds killers at all."""
    if not settings.hold or not has_victims:
        return
    _holds[0] += 1
    event("hold", _holds[0])
    release = "%s/release-%d-%d" % (settings.folder, real.getpid(), _holds[0])
    for _ in range(int(settings.hold / _TICK)):
        try:
            real.stat(release)
            return
        except OSError:
            real.sleep(_TICK)
