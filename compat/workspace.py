"""Where a script runs: its own folder, a folder with its edited text, or a fresh copy if a run wrote to the folder.

Called by `runner` for every run of one side.  A script finds its modules and files beside it, so the folder is always the
script's, or looks like it; places and texts of a copy are read as those of the original (`Layout.swap`).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from compat.errors import ScriptError
from compat.files import read_regular, tell_trouble
from compat.folders import close_folder, open_folder
from compat.interpreters import Interpreter
from compat.tracefile import Swap

# Runs in the script's interpreter: compiles standard input under the name given, prints LINE TAB MESSAGE if it does not parse.
_PARSE = """
import sys
text = getattr(sys.stdin, 'buffer', sys.stdin).read()
try:
    compile(text, sys.argv[1], 'exec', 0, 1)
except SyntaxError:
    error = sys.exc_info()[1]
    sys.stdout.write('%s\\t%s\\n' % (error.lineno or 0, error.msg))
except (TypeError, ValueError):
    sys.stdout.write('0\\t%s\\n' % (sys.exc_info()[1],))
"""


@dataclass(frozen=True, slots=True)
class Layout:
    """The folder and the script of one run; `swap` leads back from a copy to the user's folder."""

    folder: Path
    script: Path
    swap: Swap | None
    note: str


class Workspace:
    """The folder of one script, for any number of runs; `text` stands for the script's own text where it is edited."""

    def __init__(self, script: Path, text: bytes | None = None) -> None:
        if not script.is_file():
            raise ScriptError(f"{script}: no such script; expected a file; check the path")
        self.script = Path(os.path.abspath(script))
        self.text = text
        self.wrote = False
        self._lock = threading.Lock()
        self._runs = 0
        self._folder = open_folder(self.script.parent, id(self))
        self._own = Path(os.path.realpath(tempfile.mkdtemp(prefix="portproof-")))
        self._edited = self._make_edited() if text is not None else None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove every copy."""
        shutil.rmtree(self._own, ignore_errors=True)
        close_folder(self._folder, id(self))

    def make_trace_folder(self) -> Path:
        """Return a new empty folder for a run's trace."""
        return Path(tempfile.mkdtemp(prefix="trace-", dir=self._own))

    @contextlib.contextmanager
    def lay_out(self) -> Iterator[Layout]:
        """Say where the next run takes place, for as long as it does; see afterwards whether it wrote there."""
        if not self._needs_copy():
            with self._folder.alone():
                if not self._needs_copy():  # another may have written while this one waited for its turn
                    try:
                        yield self._in_place()
                    finally:
                        self._look_for_writes()
                    return
        folder = self._fresh_copy()
        try:
            yield self._layout(folder, "a fresh copy")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _needs_copy(self) -> bool:
        return (self.wrote or self._folder.wrote) and self._folder.pristine is not None

    def _in_place(self) -> Layout:
        if self._edited is not None:
            return self._layout(self._edited, "links beside the edited script")
        note = "its own" if self._folder.pristine is not None else "its own (too large to be watched)"
        return Layout(self.script.parent, self.script, None, note)

    def _look_for_writes(self) -> None:
        if self._edited is not None:
            self.wrote = self.wrote or set(os.listdir(self._edited)) != {*self._siblings(), self.script.name}
        self._folder.look_for_writes()
        self._folder.unproven.discard(id(self))

    def _layout(self, folder: Path, note: str) -> Layout:
        return Layout(folder, folder / self.script.name, (str(folder), str(self.script.parent)), note)

    def _siblings(self) -> list[str]:
        return [name for name in os.listdir(self.script.parent) if name not in (self.script.name, "__pycache__")]

    def _make_edited(self) -> Path:
        folder = self._own / "edited"
        folder.mkdir()
        for name in self._siblings():
            (folder / name).symlink_to(self.script.parent / name)
        self._write_script(folder)
        return folder

    def _write_script(self, folder: Path) -> None:
        if self.text is not None:
            script = folder / self.script.name
            script.unlink(missing_ok=True)
            script.write_bytes(self.text)
            shutil.copymode(self.script, script)

    def _fresh_copy(self) -> Path:
        with self._lock:
            self._runs += 1
            folder = self._own / f"run-{self._runs:06d}"
        self._folder.copy_to(folder)
        self._write_script(folder)
        return folder


def check_parses(
    script: Path, interpreter: Interpreter, text: bytes | None = None, advice: str = "is it the other side's script?"
) -> None:
    """Raise ScriptError, with *advice*, if *script* (or *text* in its place) is missing or does not parse in its interpreter."""
    trouble = find_syntax_error(script, interpreter, text)
    if trouble:
        raise ScriptError(f"{trouble}; {advice}")


def find_syntax_error(script: Path, interpreter: Interpreter, text: bytes | None = None) -> str:
    """Say where and why *script* (or *text* in its place) does not parse in its interpreter; nothing if it does."""
    if text is None:
        try:
            text = read_regular(script)
        except OSError as error:
            raise ScriptError(f"{script}: {tell_trouble(error)}; expected a script; check the path") from None
    command = [str(interpreter.path), "-S", "-E", "-W", "ignore", "-c", _PARSE, script.name]
    done = subprocess.run(command, input=text, capture_output=True, cwd="/")
    line, _, message = done.stdout.decode("utf-8", "replace").strip().partition("\t")
    if not message and not done.returncode:
        return ""
    place = f"{script}:{line}" if line.strip("0") else str(script)
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    fact = message or last or f"the interpreter exited {done.returncode}"
    return f"{place}: does not parse under Python {interpreter.short}: {fact}"
