"""Run a small script recorded, and read what was recorded; for the tests of the recorder.

Written for 2.7 and 3.6 or later, standard library only.  The reader here is independent of the project's own.
"""

from __future__ import absolute_import

import collections
import os
import subprocess
import sys
import textwrap

import compat

INJECT = os.path.join(os.path.dirname(os.path.abspath(compat.__file__)), "inject")
IS_2 = sys.version_info[0] == 2
# The matrix leaves out forkserver on the versions between the oldest and the newest, which have it from the same code.
START_METHODS = ["fork"] if IS_2 else (os.environ.get("START_METHODS") or "fork spawn forkserver").split()
# Set on some machines, and they change what is tested.
_UNWANTED = ("PYTHONUNBUFFERED", "PYTHONPATH", "PYTHONIOENCODING", "PYTHONDONTWRITEBYTECODE", "PYTHONWARNINGS")

Event = collections.namedtuple("Event", "pid clock thread kind place args")
# What is told of the objects by which threads wait for each other; the first argument is the object's key, PID.N.
_OF_OBJECTS = frozenset([
    "make", "acquire-call", "acquire", "release", "cond-wait-call", "cond-wait", "notify", "set", "clear",
    "flag-wait-call", "flag-wait", "barrier-call", "barrier", "put-call", "put", "take-call", "take", "task-done",
    "tasks-join-call", "tasks-join", "ask",
])  # fmt: skip
_LETTERS = {"t": "\t", "n": "\n", "r": "\r"}


class Run(object):
    """One run: its exit status, its two outputs (bytes), its events in the order of each process."""

    def __init__(self, status, out, err, folder):
        self.status, self.out, self.err, self.folder = status, out, err, folder
        self.events = []
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if name.endswith(".trace"):
                self.events.extend(read_events(os.path.join(folder, name)))

    def of(self, *kinds):
        """Return the events of these kinds."""
        return [event for event in self.events if event.kind in kinds]

    def args(self, *kinds):
        """Return the arguments of the events of these kinds."""
        return [event.args for event in self.of(*kinds)]

    def kinds(self, pid=None):
        """Return the kinds of a process's events, by default of the one that recorded `main-begin`."""
        pid = self.main if pid is None else pid
        return [event.kind for event in self.events if event.pid == pid]

    def told(self, pid=None):
        """Return what a process told of objects, as text: the kind, the N of the key, the rest."""
        pid = self.main if pid is None else pid
        events = [event for event in self.events if event.kind in _OF_OBJECTS and event.pid == pid]
        return [" ".join((event.kind, event.args[0].split(".")[1]) + event.args[1:]) for event in events]

    @property
    def main(self):
        return self.of("main-begin")[0].pid

    def written(self, stream="stdout"):
        """Return all that was recorded as written to a stream."""
        return "".join(text for name, text in self.args("write") if name == stream)

    def said_by_main(self):
        """Return what the main thread wrote to stdout, in one piece: in `out` another's text may stand in the middle."""
        begun = self.of("main-begin")[0]
        writes = [event for event in self.of("write") if (event.pid, event.thread) == (begun.pid, begun.thread)]
        return "".join(event.args[1] for event in writes if event.args[0] == "stdout")

    def texts(self, origin):
        """Return the values of an origin; that of a formatted time carries its format too."""
        return [args[1] for args in self.args("value") if args[0].split(" ")[0] == origin]


def unescape(text):
    """Undo the trace's escapes."""
    if "\\" not in text:
        return text
    parts, rest = [], iter(text)
    for letter in rest:
        if letter == "\\":
            letter = next(rest)
            letter = _LETTERS.get(letter, letter)
        parts.append(letter)
    return "".join(parts)


def read_events(path):
    """Yield the events of one trace file."""
    pid = int(os.path.basename(path).split("-")[0])
    with open(path, "rb") as stream:
        for line in stream:
            assert line.endswith(b"\n")
            text = line[:-1] if IS_2 else line[:-1].decode("utf-8", "surrogateescape")
            fields = text.split("\t")
            args = tuple(unescape(field) for field in fields[4:])
            yield Event(pid, float(fields[0]), int(fields[1]), fields[2], fields[3], args)


class Runner(object):
    """Runs scripts, recorded or bare, in a folder of their own."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def write(self, source, name="script.py"):
        """Write a script and return its path."""
        path = os.path.join(self.folder, name)
        with open(path, "wb") as stream:
            stream.write(textwrap.dedent(source).lstrip("\n").encode("utf-8"))
        return path

    def environment(self, traces, **settings):
        """Return the environment of a run; `traces` is the folder of a recorded one, None for a bare one."""
        environment = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
        environment = {name: value for name, value in environment.items() if not name.startswith("PORTPROOF_")}
        environment["PYTHONHASHSEED"] = "0"
        environment["PYTHONIOENCODING"] = "utf-8"
        if traces is not None:
            environment["PYTHONPATH"] = INJECT
            environment["PORTPROOF_TRACE"] = traces
        for name, value in settings.items():
            name = name.upper() if name.startswith("python") else "PORTPROOF_" + name.upper()
            environment[name] = str(value)
        return environment

    def command(self, source, *options):
        """Return the command line of a script."""
        return [sys.executable] + list(options) + [self.write(source)]

    def traces(self):
        """Make and return a new trace folder."""
        self.count += 1
        folder = os.path.join(self.folder, "traces%d" % self.count)
        os.mkdir(folder)
        return folder

    def record(self, source, *options, **settings):
        """Run a script recorded and return the Run."""
        folder = self.traces()
        return self._run(self.command(source, *options), self.environment(folder, **settings), folder)

    def bare(self, source, *options):
        """Run a script without the recorder."""
        return self._run(self.command(source, *options), self.environment(None), "")

    def both(self, source, *options, **settings):
        """Run a script recorded and bare, see that both print and end the same, return the recorded Run."""
        recorded, bare = self.record(source, *options, **settings), self.bare(source, *options)
        assert (recorded.status, recorded.out, recorded.err) == (bare.status, bare.out, bare.err)
        return recorded

    def _run(self, command, environment, folder):
        process = subprocess.Popen(
            command, env=environment, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        out, err = process.communicate()
        return Run(process.returncode, out, err, folder)
