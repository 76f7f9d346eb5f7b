"""Our stdout and stderr under 2.7: a stand-in for a `file`, which cannot be changed nor made over the same FILE*.

Run by: `stdio`, at the begin of the script.  Versions: 2.7 only.
May not import: anything but builtin modules; see `sitecustomize`.

The `print` statement asks anything that is not a real `file` for `write` and `softspace`; both do here what they
do there, and the bytes go through the same FILE*.  The file remembers for all threads together whether a blank is
due before the next item.  Where that is not what it would be if a thread printed alone, the difference is recorded.
"""

from __future__ import absolute_import

import sys

from . import hooks, place, real, stdio, trace


class Stream(stdio._Ours):
    """Delegates to the real file; records writes and flushes."""

    def __init__(self, plain, recording):
        shared = plain.softspace
        self.__dict__.update(_plain=plain, _recording=recording, _shared=shared, _due={real.get_ident(): shared})
        place.kind_of(self.write.__code__.co_filename)  # known now, for later may be too late

    @property
    def __class__(self):
        return type(self._plain)

    def __getattr__(self, name):
        return getattr(self._plain, name)

    def __setattr__(self, name, value):
        if name == "softspace":
            self._remember(value)
        else:
            setattr(self._plain, name, value)

    def _remember(self, value, ident=real.get_ident):
        self.__dict__["_shared"] = self._due[ident()] = value

    @property
    def softspace(self, ident=real.get_ident, event=trace.event):
        value = self._shared
        own = self._due.get(ident(), 0)
        if bool(own) != bool(value):
            event("blank", self._recording.name, int(not value))
        return value

    def write(self, text):
        plain = self._plain
        if isinstance(text, unicode):  # noqa: F821
            written = stdio._written(text, plain.encoding or sys.getdefaultencoding(), plain.errors or "strict")
        else:
            written = text if isinstance(text, str) else _as_bytes(text)
        self._recording.write(written)
        self._remember(0)  # as the real file's `write` does; `print` sets it again
        plain.write(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        self._recording.flush()
        self._plain.flush()

    def __enter__(self):
        self._plain.__enter__()
        return self

    def __exit__(self, *details):
        return self._plain.__exit__(*details)

    def __iter__(self):
        return iter(self._plain)

    def __repr__(self):
        return repr(self._plain)


def _as_bytes(text):
    """Return the bytes of a buffer; nothing for what the real file will refuse."""
    try:
        return str(buffer(text))  # noqa: F821
    except TypeError:
        return ""


def make_stream(plain, recording):
    """Make our stream for a real one."""
    return Stream(plain, recording)


def watch_reload(replace):
    """Replace the streams again after `reload(sys)`, which restores the interpreter's own."""
    import __builtin__

    def make(original):
        def reload(module):
            hook = sys.excepthook
            result = original(module)
            if module is sys:
                sys.excepthook = hook
                replace()
            return result

        return reload

    hooks.patch_builtin(__builtin__, "reload", make)
