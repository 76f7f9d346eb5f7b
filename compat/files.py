"""The files that a user names: read only if they are regular, written whole or not at all, never over a file of another kind.

Called by `pairs`, `recording`, `session` and `cli`.  A device or a pipe has no end or is never filled, so none is read.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from compat.errors import SettingError


def read_regular(path: Path) -> bytes:
    """Read a file; OSError if that is not possible, with our own words in `strerror` if it is no regular file."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # opening a pipe must not wait for its writer
    try:
        kind = stat.S_IFMT(os.fstat(handle).st_mode)
        if kind != stat.S_IFREG:
            raise OSError(0, f"it is a {_KINDS.get(kind, 'device')}")
        with open(handle, "rb", closefd=False) as stream:
            return stream.read()
    finally:
        os.close(handle)


_KINDS = {stat.S_IFDIR: "folder", stat.S_IFIFO: "pipe", stat.S_IFSOCK: "socket"}


def tell_trouble(error: OSError) -> str:
    """Say in a few words why a file cannot be read."""
    return "no such file" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"


def write_atomically(path: Path, text: bytes) -> None:
    """Write a file so that it is there as a whole or not at all; a device or a pipe is written to, never replaced."""
    target = Path(os.path.realpath(path))
    try:
        if _is_special(target):
            with open(target, "wb") as stream:
                stream.write(text)
            return
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text)
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise SettingError(
            f"{path}: cannot be written: {error.strerror}; expected a file in a folder of yours"
        ) from None


def check_writable(path: Path, is_ours: Callable[[bytes], bool], what: str) -> None:
    """Raise SettingError unless `write_atomically` will succeed, as far as can be told before.

    A file that is there is replaced only if it is empty or `is_ours`; *what* says in the error what it should be.
    """
    target = Path(os.path.realpath(path))
    fact = _find_hindrance(target)
    if fact:
        raise SettingError(f"{path}: cannot be written: {fact}; expected a file in a folder of yours")
    if target.is_file():
        try:
            text = read_regular(target)
        except OSError as error:
            raise SettingError(f"{path}: {tell_trouble(error)}; expected a new file, or {what}") from None
        if text and not is_ours(text):
            raise SettingError(f"{path}: is there and is not {what}; expected a new file, or {what}; give another name")


def _find_hindrance(target: Path) -> str:
    if _is_special(target):
        return "" if os.access(target, os.W_OK) else "permission denied"
    if target.is_dir():
        return "it is a folder"
    if not target.parent.is_dir():
        return "its folder does not exist"
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        os.unlink(name)
    except OSError as error:
        return str(error.strerror)
    return ""


def _is_special(target: Path) -> bool:
    """Whether a path is there and neither a file nor a folder."""
    return target.exists() and not target.is_file() and not target.is_dir()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
