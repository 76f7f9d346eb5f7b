"""What an interpreter imposes on text and no port could keep, brought to one form.  Called by `origins` and `tolerance`."""

from __future__ import annotations

import re

_SYSTEM_ERROR = (
    "BlockingIOError|BrokenPipeError|ChildProcessError|ConnectionAbortedError|ConnectionRefusedError|ConnectionResetError"
    "|FileExistsError|FileNotFoundError|InterruptedError|IsADirectoryError|NotADirectoryError|PermissionError"
    "|ProcessLookupError|TimeoutError|error"
)

#: A name for the verdict, what is found, what is put in its place.  `IOError`, `OSError` and `EnvironmentError` are one class
#: in 3.x; a class that 3.x made of an error number is meant only where the number follows.
_PLATFORM = (
    ("traceback layout", re.compile(r"<traceback of (?=\w+: )"), "<traceback of "),
    ("exception name", re.compile(r"(?<=<traceback of )(?:IOError|EnvironmentError)(?=[:>])"), "OSError"),
    ("exception name", re.compile(rf"(?<=<traceback of )(?:{_SYSTEM_ERROR})(?=: \[Errno \d+\])"), "OSError"),
    ("worker name", re.compile(r"\b(?:Fork|Spawn|ForkServer)?PoolWorker-\d+(?::\d+)*"), "<worker name>"),
    ("process name", re.compile(r"\b(?:Fork|Spawn|ForkServer)(Process-\d+(?::\d+)*)"), r"\1"),
    ("thread name", re.compile(r"\b(Thread-\d+) \([^()\n]*\)"), r"\1"),
    ("thread pool name", re.compile(r"\bThreadPoolExecutor-\d+_\d+"), "<worker name>"),
    ("object address", re.compile(r"\b(at )0x[0-9a-fA-F]{4,}"), r"\1<address>"),
)


def bring_to_one(text: str) -> tuple[str, set[str]]:
    """Return the text without what only the interpreter makes of it, and the names of what was found."""
    notes = set()
    for name, pattern, replacement in _PLATFORM:
        text, changed = pattern.subn(replacement, text)
        if changed:
            notes.add(name)
    return text, notes
