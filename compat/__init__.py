"""portproof: prove that a Python 3 port orders and prints what the original does.

Part of the 2.7 zone: this file runs on 2.7 and on 3.6 and newer. The names that
a script under test takes from here (``from compat import Pool``) need
multiprocessing, which the command line does not, so they load at first use.
"""

import sys

__version__ = "0.1.0"
__all__ = ["Pool", "ThreadPool", "__version__", "closing"]

if sys.version_info < (3, 7):  # no module-level __getattr__ (PEP 562)
    from compat.pool import Pool, ThreadPool, closing
else:

    def __getattr__(name):
        """Load ``Pool``, ``ThreadPool`` and ``closing`` when they are asked for."""
        if name in ("Pool", "ThreadPool", "closing"):
            from compat import pool

            return getattr(pool, name)
        raise AttributeError("module %r has no attribute %r" % (__name__, name))
