"""Output: what is written to stdout and stderr, recorded just before it is handed over.

Run by: the recorder's start-up (3.x) and the begin of the script (2.7).  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and what 3.x itself has loaded at start (`io`); see `sitecustomize`.

The real stream stays behind ours, with its buffer, encoding and mode, so the same bytes leave at the same moments.
On 3.x ours is a `TextIOWrapper` over the same buffer, on 2.7 a stand-in for the `file`.
"""

from __future__ import absolute_import

import os
import sys

from . import hooks, place, trace

_IS_2 = sys.version_info[0] == 2
_NAMES = ("stdout", "stderr")
_recordings = {}
# Functions to call with the text before anything is written to stderr (a failing child announces itself there).
before_error = []


class Recording(object):
    """Records the writes and flushes of one stream; used by ours and by its buffer.

    It keeps all it needs in itself, for a `__del__` may print when the interpreter has emptied the modules.
    """

    def __init__(self, name):
        self.name = name
        self.event = trace.event
        self.watchers = before_error if name == "stderr" else ()
        self.is_dirty = False
        for method in (self.write, trace.event):  # known now, for later may be too late
            place.kind_of(method.__code__.co_filename)

    def write(self, text):
        if not text:
            return
        if self.watchers:
            for watcher in self.watchers:
                watcher(text)
        self.is_dirty = True
        self.event("write", self.name, text)

    def flush(self):
        """Record a flush, unless nothing was written since the last: helper processes must stay without a file."""
        if self.is_dirty:
            self.is_dirty = False
            self.event("flush", self.name)


def install():
    """Replace the streams now, where they are ready (3.x), and watch `os.write`."""
    hooks.patch_builtin(os, "write", _make_write)
    if not _IS_2:
        _replace_all(_make_stream_3())


def install_late():
    """Replace the streams when the interpreter is ready (2.7)."""
    if _IS_2:
        from . import stdio2

        _replace_all(stdio2.make_stream)
        stdio2.watch_reload(lambda: _replace_all(stdio2.make_stream))


def _replace_all(make):
    for name in _NAMES:
        plain = getattr(sys, "__%s__" % name, None)
        if plain is None or getattr(sys, name, None) is not plain or isinstance(plain, _Ours):
            continue
        recording = _recordings.setdefault(name, Recording(name))
        ours = make(plain, recording)
        setattr(sys, name, ours)
        setattr(sys, "__%s__" % name, ours)
        if not _IS_2:
            references = sys.getrefcount(plain)
            ours._keep = _part(plain, references)


class _Ours(object):
    """Marks our streams."""


def _make_write(original):
    """`os.write` to 1 or 2 by the script is output as well."""

    def write(descriptor, data):
        try:
            if (descriptor == 1 or descriptor == 2) and data and place.is_script():
                trace.event("write", _NAMES[descriptor - 1], bytes(data))
        except Exception:
            pass
        return original(descriptor, data)

    return write


def _written(text, encoding, errors):
    """Return what a text becomes in a stream, or nothing if the stream will refuse it."""
    try:
        return text.encode(encoding, errors)
    except (UnicodeError, LookupError):
        return b""


def _make_stream_3():
    """Return a function that makes our stream from the interpreter's."""
    import io

    plain, record = io.TextIOWrapper, Recording.write
    is_ascii = getattr(str, "isascii", lambda text: all(map("\x80".__gt__, text)))  # a method from 3.7 on
    plain_write, plain_flush, plain_buffer, plain_detach = plain.write, plain.flush, plain.buffer, plain.detach

    class Stream(plain, _Ours):
        """The interpreter's stream, over the same buffer."""

        def write(self, text):
            if isinstance(text, str):
                record(self._recording, text if is_ascii(text) else _written(text, self.encoding, self.errors))
            return plain_write(self, text)

        def flush(self):
            self._recording.flush()
            return plain_flush(self)

        @property
        def buffer(self):
            plain_buffer.__get__(self)  # refuses where the stream was detached
            return self._bytes

        def detach(self):
            plain_detach(self)
            return self._bytes

        def __repr__(self):  # 3.13 names the class without its module
            return plain.__repr__(self).replace("<TextIOWrapper", "<_io.TextIOWrapper", 1)

    Stream.__name__ = Stream.__qualname__ = "TextIOWrapper"
    Stream.__module__ = plain.__module__

    def make(old, recording):
        through = {"write_through": old.write_through} if hasattr(old, "write_through") else {}
        buffer = old.buffer
        new = Stream(buffer, old.encoding, old.errors, "\n", old.line_buffering, **through)
        new._recording = recording
        new._bytes = Buffer(buffer, recording)
        new.mode = old.mode
        return new

    return make


def _part(old, references):
    """Take the buffer from the interpreter's stream, which would close it when it is collected.

    Where somebody besides our caller (one name, one argument) holds that stream, it must stay usable: then it is
    returned, to live as long as ours.
    """
    if references > 2:
        return old
    old.detach()
    return None


class Buffer(object):
    """The stream below the text: bytes that the script writes there are output too."""

    def __init__(self, plain, recording):
        self._plain = plain
        self._recording = recording

    @property
    def __class__(self):
        return type(self._plain)

    def __getattr__(self, name):
        return getattr(self._plain, name)

    def __setattr__(self, name, value):
        if name in ("_plain", "_recording"):
            object.__setattr__(self, name, value)
        else:
            setattr(self._plain, name, value)

    def write(self, data):
        self._recording.write(bytes(data))
        return self._plain.write(data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        self._recording.flush()
        return self._plain.flush()

    def __enter__(self):
        self._plain.__enter__()
        return self

    def __exit__(self, *details):
        return self._plain.__exit__(*details)

    def __iter__(self):
        return iter(self._plain)

    def __repr__(self):
        return repr(self._plain)
