"""Write events: one line, one `write(2)`, at the moment each happens.

Run by: every hook, inside the script's interpreter.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and `os`; see `sitecustomize`.

No lock is taken, so a fork at any moment and a signal handler in the middle do no harm: a line is one write
to a file opened for appending.  The file is opened at a process's first event, never before (multiprocessing's
helper processes load us too), and again in a child that was forked.  When that fails the recorder goes quiet.
The one writer keeps all it needs in itself: a `__del__` may print when the interpreter has emptied the modules.
"""

from __future__ import absolute_import

import errno
import os
import sys

try:
    import fcntl
except ImportError:
    fcntl = None

from . import perturb, place, real, settings

_IS_2 = sys.version_info[0] == 2
_FORMAT = "1"
# Far from the numbers that scripts close, redirect and expect to get.
_HIGH = (700, 64)


def _text_2(value, escape=place.escape):
    """Return an argument as escaped text: bytes."""
    if isinstance(value, unicode):  # noqa: F821
        value = value.encode("utf-8")
    elif not isinstance(value, str):
        value = str(value)
    return escape(value)


def _text_3(value, escape=place.escape):
    """Return an argument as escaped text; bytes that are not UTF-8 survive as lone surrogates."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        value = bytes(value).decode("utf-8", "surrogateescape")
    elif not isinstance(value, str):
        value = str(value)
    return escape(value)


def _encode_3(line):
    try:
        return line.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return line.encode("utf-8", "surrogatepass")


def _stream_facts(number):
    try:
        return "tty" if os.isatty(number) else os.fstat(number) and "pipe"
    except OSError:
        return "closed"


def _header(pid):
    """Return the arguments of a file's first line."""
    implementation = getattr(sys, "implementation", None)
    return [
        "format=" + _FORMAT,
        "pid=%d" % pid,
        "ppid=%d" % real.getppid(),
        "version=%d.%d.%d" % sys.version_info[:3],
        "implementation=" + getattr(implementation, "name", "cpython"),
        "executable=" + (sys.executable or ""),
        "start_method=" + settings.start_method,
        "stdout=" + _stream_facts(1),
        "stderr=" + _stream_facts(2),
        "cpus=%s" % (settings.cpus or ""),
    ]


class Writer(object):
    """Appends events to the trace file of the process it finds itself in."""

    def __init__(self, folder):
        self.folder = folder
        self.pid = self.path = self.descriptor = None
        self.is_quiet = False
        self.now, self.ident, self.getpid = real.clock, real.get_ident, real.getpid
        self.open, self.write, self.close = real.open, real.write, real.close
        self.flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
        self.show, self.getframe, self.exc_info = place.show, sys._getframe, sys.exc_info
        self.kind_of, self.recorder = place.kind_of, place.RECORDER
        self.text = _text_2 if _IS_2 else _text_3
        self.encode = str if _IS_2 else _encode_3
        self.failures, self.closed = (OSError, IOError), errno.EBADF
        self.paths, self.waiting, self.fstat = {}, [], os.fstat
        self.beginning = type(self)._begin.__code__
        self.delay = perturb.delay if settings.perturb else None

    def event(self, kind, *arguments):
        """Record one event; `arguments` are text, bytes or numbers.  Raises only what a signal handler raised."""
        if self.is_quiet:
            return
        try:
            if self.getpid() != self.pid:
                if self._is_beginning(self.getframe(1)):
                    self.waiting.append(self._line(kind, arguments, self.getframe(1)))
                    return
                self._begin()
            line = self._line(kind, arguments, self.getframe(1))
            try:
                self.write(self.descriptor, line)
            except self.failures:
                self._append_again(line)
            if self.delay is not None:
                self.delay(kind)
        except self.failures:
            if self._is_foreign():
                raise
            self.is_quiet = True
        except Exception:
            if self._is_foreign():
                raise

    def has_begun(self):
        """Say whether this process has recorded anything."""
        return self.pid is not None and self.pid == self.getpid()

    def _line(self, kind, arguments, frame):
        head = "%.6f\t%d\t%s\t%s" % (self.now(), self.ident(), kind, self.show(frame))
        if arguments:
            head = "%s\t%s" % (head, "\t".join([self.text(argument) for argument in arguments]))
        return self.encode(head + "\n")

    def _append_again(self, line):
        """Write a line once more after a failure, if the script merely closed every descriptor it could think of."""
        if self.exc_info()[1].errno != self.closed:
            raise
        self.descriptor = self._reserve()
        self.write(self.descriptor, line)

    def _begin(self):
        """Open this process's own file and write its header; a forked child leaves its parent's file.

        A signal handler may run in the middle: what it records waits for the header, and if it raises, the next
        event goes on with the same file.
        """
        inherited = self.descriptor
        pid = self.getpid()
        self.path = self.paths.setdefault(pid, "%s/%d-%d.trace" % (self.folder, pid, self.now() * 1e6))
        self.descriptor = self._reserve()
        if not self.fstat(self.descriptor).st_size:
            self.write(self.descriptor, self._line("process", _header(pid), None))
        self._write_waiting()
        self.pid, self.paths = pid, {}
        self._write_waiting()
        if inherited is not None:
            try:
                self.close(inherited)
            except self.failures:
                pass

    def _is_beginning(self, frame):
        """Say whether this frame was called from `_begin`, which a signal handler interrupted."""
        while frame is not None:
            if frame.f_code is self.beginning:
                return True
            frame = frame.f_back
        return False

    def _write_waiting(self):
        while self.waiting:
            self.write(self.descriptor, self.waiting.pop(0))

    def _reserve(self):
        """Return a descriptor of the file, out of the script's way and closed by `exec`."""
        low = self.open(self.path, self.flags, 0o600)
        for least in _HIGH if fcntl is not None else ():
            try:
                high = fcntl.fcntl(low, fcntl.F_DUPFD, least)
                fcntl.fcntl(high, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
            except self.failures:
                continue
            self.close(low)
            return high
        return low

    def _is_foreign(self):
        """Say whether the exception being handled is not ours: a signal handler of the script raised it."""
        trail = self.exc_info()[2]
        while trail.tb_next is not None:
            trail = trail.tb_next
        try:
            return self.kind_of(trail.tb_frame.f_code.co_filename) != self.recorder
        except Exception:  # the interpreter is taking itself apart
            return False


writer = Writer(settings.folder)
event = writer.event
