"""Folders in which scripts run: their first state, kept while anyone runs there, and whether a run wrote to one.

Called by `workspace`.  Scripts of one folder (often an original and its port) share its first state and take turns until each
of them has shown, in one run, that it leaves the folder alone.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

LARGEST_COUNT = 500
LARGEST_SIZE = 8 * 2**20
_PASSED_OVER = frozenset({"__pycache__", "node_modules"})

State = Mapping[str, tuple[int, int]]

_open: dict[Path, Folder] = {}
_lock = threading.Lock()


class Folder:
    """A folder as it was found; `pristine` is a copy of it, None if it is too large to be copied and watched."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.wrote = False
        self.users = 0
        self.unproven: set[int] = set()
        self.turn = threading.Lock()
        self.state = read_state(path)
        self.pristine: Path | None = None
        if self.state is not None:
            self.pristine = Path(os.path.realpath(tempfile.mkdtemp(prefix="portproof-")))
            _copy_folder(path, self.pristine)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others from running here, as long as one of them may write."""
        with self.turn if self.unproven and self.users > 1 else contextlib.nullcontext():
            yield

    def look_for_writes(self) -> bool:
        """Compare the folder with its first state."""
        if self.state is not None and not self.wrote:
            self.wrote = read_state(self.path) != self.state
        return self.wrote

    def copy_to(self, target: Path) -> None:
        """Make *target* a copy of the folder as it was found; what is passed over is linked."""
        if self.pristine is not None:
            shutil.copytree(self.pristine, target, symlinks=True)
        for name in os.listdir(self.path):
            if is_passed_over(name) and (self.path / name).is_dir() and name != "__pycache__":
                (target / name).symlink_to(self.path / name)


def open_folder(path: Path, user: int) -> Folder:
    """Return the folder, shared with all who have it open; *user* tells them apart."""
    with _lock:
        folder = _open.get(path)
        if folder is None:
            folder = _open[path] = Folder(path)
        folder.users += 1
        folder.unproven.add(user)
        return folder


@contextlib.contextmanager
def keep_folder(path: Path) -> Iterator[None]:
    """Keep the first state of a folder while both sides of a pair come to run there, one of them perhaps later."""
    if not path.is_dir():
        yield
        return
    folder = open_folder(Path(os.path.abspath(path)), 0)
    folder.unproven.discard(0)
    try:
        yield
    finally:
        close_folder(folder, 0)


def close_folder(folder: Folder, user: int) -> None:
    """Leave the folder; the last one removes its copy."""
    with _lock:
        folder.users -= 1
        folder.unproven.discard(user)
        if not folder.users:
            del _open[folder.path]
            if folder.pristine is not None:
                shutil.rmtree(folder.pristine, ignore_errors=True)


def read_state(folder: Path) -> State | None:
    """Return the time and size of every file in *folder*, the times of the folders, or None if they are too many or too large to be copied."""
    state: dict[str, tuple[int, int]] = {".": (os.stat(folder).st_mtime_ns, 0)}
    total = 0
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_passed_over(name)]
        for name in [*names, *folders]:
            path = os.path.join(where, name)
            try:
                status = os.lstat(path)
            except OSError:
                continue
            is_file = name not in folders
            # A folder's time tells of files that came and went.
            state[os.path.relpath(path, folder)] = (status.st_mtime_ns, status.st_size if is_file else 0)
            total += status.st_size if is_file else 0
            if len(state) > LARGEST_COUNT or total > LARGEST_SIZE:
                return None
    return state


def is_passed_over(name: str) -> bool:
    """Folders of tools, in which a script's run leaves nothing of its own."""
    return name.startswith(".") or name in _PASSED_OVER


def _copy_folder(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True, ignore=_ignored, copy_function=_copy, dirs_exist_ok=True)
    for where, folders, names in os.walk(target):
        for name in [*names, *folders]:
            link = Path(where, name)
            if link.is_symlink() and not os.path.isabs(os.readlink(link)) and not link.exists():
                origin = source / Path(where).relative_to(target)
                link_target = os.path.join(origin, os.readlink(link))
                link.unlink()
                link.symlink_to(link_target)


def _ignored(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if is_passed_over(name) and os.path.isdir(os.path.join(folder, name))]


def _copy(source: str, target: str) -> None:
    """Copy a file; what cannot be read (a socket, another user's file) is left out, as the script could not read it."""
    if os.path.isfile(source) and os.access(source, os.R_OK):
        shutil.copy2(source, target)
