"""The begin of the script, and exceptions that nobody catches.

Run by: the recorder's start-up.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

When `site` runs, the interpreter is not ready: 2.7 gives stdout its encoding only afterwards, and only if it is
still a real file.  So a profile function waits for the first frame of `__main__` and removes itself there.
"""

from __future__ import absolute_import

import sys

from . import place, stdio, trace


def install():
    """Wait for the script's first line; wrap the hook of the last resort."""
    if sys.getprofile() is None:
        sys.setprofile(_watch)
    sys.excepthook = _make_hook(sys.excepthook)


def _watch(frame, event, argument):
    if event == "call" and frame.f_code.co_name == "<module>" and frame.f_globals.get("__name__") == "__main__":
        sys.setprofile(None)
        _begin(frame.f_code.co_filename)


def _begin(filename):
    try:
        stdio.install_late()
        # Helper processes of multiprocessing run `python -c`; they must leave no file, so no event.
        if filename != "<string>" and place.kind_of(filename) == place.SCRIPT:
            trace.event("main-begin")
    except Exception:
        pass


def name_exception(kind, value):
    """Return name and message of an exception as text, whatever its own code does."""
    name = getattr(kind, "__name__", str(kind))
    try:
        return name, str(value)
    except Exception:
        pass
    try:
        return name, unicode(value)  # noqa: F821
    except Exception:
        return name, ""


def _make_hook(original):
    def excepthook(kind, value, trail):
        try:
            trace.event("uncaught", *name_exception(kind, value))
            show, shown = _without_recorder(value, trail)
        except Exception:
            show, shown = None, trail
        (show or original)(kind, value, shown)
        trace.event("uncaught-end")

    return excepthook


def _without_recorder(value, trail):
    """Return what is to display a traceback (None: what would without us) and the traceback to be displayed."""
    from . import tracebacks

    if not tracebacks.has_recorder(value, trail):
        return None, trail
    shown = tracebacks.cut(value, trail)
    if shown is not None:
        return None, shown
    import traceback  # its Python code leaves our frames out, where the interpreter's C code shows all

    return (_print_2 if sys.version_info[0] == 2 else traceback.print_exception), trail


def _print_2(kind, value, trail):
    """Print an exception as the interpreter does, which names an exception's module, as `traceback` of 2.7 does not."""
    import traceback

    sys.stderr.write("Traceback (most recent call last):\n")
    traceback.print_tb(trail)
    sys.__excepthook__(kind, value, None)
