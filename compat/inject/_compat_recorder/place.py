"""Whose code is this: the recorder's, the standard library's, or the script's?

Run by: every hook, inside the script's interpreter.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and `os`; see `sitecustomize`.

What decides is the file that a frame's code came from; the answers are kept by file name.
"""

from __future__ import absolute_import

import os
import sys

RECORDER, LIBRARY, SYNCHRONISATION, LOGGING, SCRIPT = range(5)

# Modules of the standard library that wait: they must see the real clock, for their timeouts are shortened already.
_SYNCHRONISING = (
    "threading.py", "queue.py", "Queue.py", "subprocess.py", "selectors.py", "socket.py", "multiprocessing/",
    "concurrent/", "asyncio/", "_threading_local.py",
)  # fmt: skip
_INSTALLED = ("site-packages/", "dist-packages/")

# Functions of the standard library that do nothing but call what the script gave them: their call is the script's.
_TRAMPOLINES = frozenset([
    ("multiprocessing/process.py", "run"),
    ("multiprocessing/pool.py", "worker"),
    ("multiprocessing/pool.py", "mapstar"),
    ("multiprocessing/pool.py", "starmapstar"),
    ("multiprocessing/pool.py", "_set"),
    ("multiprocessing/pool.py", "_get_tasks"),
    ("concurrent/futures/thread.py", "run"),
    ("concurrent/futures/thread.py", "_worker"),
    ("concurrent/futures/thread.py", "initialize"),
    ("concurrent/futures/process.py", "_process_worker"),
    ("concurrent/futures/process.py", "_process_chunk"),
    ("concurrent/futures/process.py", "<listcomp>"),
    ("concurrent/futures/_base.py", "_invoke_callbacks"),
    ("concurrent/futures/_base.py", "add_done_callback"),
    ("threading.py", "run"),
    ("sched.py", "run"),
])  # fmt: skip

# Files of multiprocessing whose functions make an object of another file's for their caller.
_FACTORY_FILES = frozenset(["multiprocessing/context.py", "multiprocessing/__init__.py"])

# Functions of `threading` that make an instance for their caller: it is their caller who makes it.
_FACTORIES = frozenset([
    ("threading.py", name) for name in ("RLock", "Condition", "Event", "Semaphore", "BoundedSemaphore", "Timer")
])  # fmt: skip

_getframe = sys._getframe
_cwd = None
_kinds = {}
_inner = {}
_shown = {}


def escape(text):
    """Return a text that holds neither of the trace's separators."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text:
        text = text.replace("\n", "\\n")
    if "\t" in text or "\r" in text:
        text = text.replace("\t", "\\t").replace("\r", "\\r")
    return text


def _library_folders():
    """Return the folders of the standard library, in every spelling that a code object may carry."""
    version = "python%d.%d" % sys.version_info[:2]
    folders = [os.path.dirname(os.__file__)]
    for attribute in ("prefix", "exec_prefix", "base_prefix", "base_exec_prefix", "real_prefix"):
        prefix = getattr(sys, attribute, None)
        if prefix:
            folders.extend([os.path.join(prefix, "lib", version), os.path.join(prefix, "lib64", version)])
    folders.extend([os.path.realpath(folder) for folder in folders])
    return sorted(set(folder + "/" for folder in folders), key=len, reverse=True)


_recorder = os.path.dirname(os.path.abspath(__file__)) + "/"
_libraries = _library_folders()


def _classify(filename):
    """Return the kind of a file, and its path inside the standard library if it is there."""
    if filename.startswith("<frozen "):
        return LIBRARY, ""
    path = _absolute(filename)
    if path.startswith(_recorder):
        return RECORDER, ""
    for folder in _libraries:
        if path.startswith(folder):
            inner = path[len(folder) :]
            if inner.startswith(_INSTALLED):
                return SCRIPT, ""
            if inner.startswith(_SYNCHRONISING):
                return SYNCHRONISATION, inner
            return (LOGGING if inner.startswith("logging/") else LIBRARY), inner
    return SCRIPT, ""


def _absolute(filename):
    """Return a file name that still means the same after a change of folder; `<string>` and the like stay."""
    if filename.startswith(("/", "<")) or not _cwd:
        return filename
    return os.path.normpath(os.path.join(_cwd, filename))


def remember_folder():
    """Note the folder that relative file names mean: the one in which the script was started."""
    global _cwd
    try:
        _cwd = os.getcwd()
    except OSError:
        _cwd = None


def kind_of(filename, known=_kinds):
    """Return which of the five kinds the code of this file is."""
    kind = known.get(filename)
    if kind is None:
        kind, inner = _classify(filename)
        _inner[filename] = inner
        # What `exec` runs has no line to show; that of the `exec` has.
        _shown[filename] = escape(_absolute(filename)) if kind == SCRIPT and filename != "<string>" else ""
        _kinds[filename] = kind
    return kind


def calling(frame):
    """Return the kind of the code that calls from `frame`, past the recorder's own frames and factories.

    Code of the standard library that merely calls a function of the script's for it counts as the script.
    """
    while frame is not None:
        code = frame.f_code
        kind = kind_of(code.co_filename)
        if kind == SCRIPT:
            return kind
        if kind != RECORDER:
            function = _inner[code.co_filename], code.co_name
            if function not in _FACTORIES:
                return SCRIPT if function in _TRAMPOLINES else kind
        frame = frame.f_back
    return LIBRARY


def is_script(depth=2):
    """Say whether the caller of the hook that asks is code of the script."""
    return calling(_getframe(depth)) == SCRIPT


def is_within(frame, module):
    """Say whether the code of a frame is that of a module of the standard library, given by its path there."""
    name = frame.f_code.co_filename
    return kind_of(name) != SCRIPT and _inner[name] == module


def maker(depth=2):
    """Return the frame that makes an object in whose initialiser the hook is: past the factories of multiprocessing."""
    frame = _getframe(depth)
    while frame is not None:
        name = frame.f_code.co_filename
        if kind_of(name) != RECORDER and _inner[name] not in _FACTORY_FILES:
            break
        frame = frame.f_back
    return frame


def is_library(function):
    """Say whether a function is the standard library's own (a pool's worker), as what a process or a thread is to run."""
    code = getattr(function, "__code__", None)
    return code is not None and kind_of(code.co_filename) not in (SCRIPT, RECORDER)


def caller_name(depth=2):
    """Return the path inside the standard library and the function of the hook's caller (both empty if it has none)."""
    frame = _getframe(depth)
    while frame is not None and kind_of(frame.f_code.co_filename) == RECORDER:
        frame = frame.f_back
    if frame is None:
        return "", ""
    return _inner[frame.f_code.co_filename], frame.f_code.co_name


def show(frame, kinds=_kinds, shown=_shown, look=kind_of):
    """Return `file:line` of the innermost frame of the script, escaped, or nothing."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name not in kinds:
            look(name)
        text = shown[name]
        if text:
            return "%s:%d" % (text, frame.f_lineno or 0)
        frame = frame.f_back
    return ""
