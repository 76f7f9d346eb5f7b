"""The pairs that are compared: declared in `setup.cfg`, or made of two commands.  Called by `cli`, `check` and tests.

A pair is declared in a section `[portproof:pair:NAME]`; paths are relative to the file that declares it.
"""

from __future__ import annotations

import configparser
import os
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from compat.errors import ScriptError, SettingError
from compat.patch import apply_patch
from compat.tolerance import ACCEPTABLE

PREFIX = "portproof:pair:"
START_METHODS = ("fork", "spawn", "forkserver")
STREAMS = ("terminal", "pipe")


@dataclass(frozen=True, slots=True)
class Command:
    """A script with its arguments; `shown` is how the user wrote the script's path."""

    script: Path
    arguments: tuple[str, ...] = ()
    shown: str = ""

    def __str__(self) -> str:
        return shlex.join([self.shown, *self.arguments])


@dataclass(frozen=True, slots=True)
class Pair:
    """An original and its port.  `edit` is a patch for the original; empty `start_methods` means the interpreter's own."""

    name: str
    old: Command
    new: Command
    edit: Path | None = None
    cpus: int | None = None
    accept: tuple[str, ...] = ()
    stdout: str = "terminal"
    stdin: Path | None = None
    start_methods: tuple[str, ...] = ()

    def read_edit(self) -> bytes | None:
        """Read the patch, None if there is none."""
        if self.edit is None:
            return None
        try:
            return self.edit.read_bytes()
        except OSError as error:
            raise ScriptError(f"{_short(self.edit)}: cannot be read: {error.strerror}; expected a patch") from None

    def edited_text(self) -> bytes | None:
        """Return the original's text with the edit applied, None if there is no edit."""
        patch = self.read_edit()
        if patch is None or self.edit is None:
            return None
        return apply_patch(patch, read_script(self.old), _short(self.edit), self.old.shown)


def make_command(text: str, folder: Path | None = None, where: str = "script") -> Command:
    """Read a command, `SCRIPT [ARGUMENT ...]`, as a shell would; *folder* is what a relative path starts from."""
    try:
        parts = shlex.split(text)
    except ValueError as error:
        raise SettingError(f"{where}, {text!r}: {error}; expected a script and its arguments") from None
    if not parts:
        raise SettingError(f"{where}: empty; expected a script and its arguments")
    path = Path(os.path.expanduser(parts[0]))
    return Command(folder / path if folder else path, tuple(parts[1:]), parts[0])


def make_pair(old: str, new: str) -> Pair:
    """Make a pair of two commands; it is named like the original."""
    command = make_command(old, where="OLD")
    return Pair(command.script.stem, command, make_command(new, where="NEW"))


def read_script(command: Command) -> bytes:
    """Read a script's text; ScriptError if that is not possible."""
    try:
        return command.script.read_bytes()
    except FileNotFoundError:
        raise ScriptError(f"{command.shown}: no such script; expected a file; check the path") from None
    except OSError as error:
        raise ScriptError(f"{command.shown}: cannot be read: {error.strerror}; expected a script") from None


def read_pairs(config: Path) -> list[Pair]:
    """Read every pair that *config* declares, in the order of the file."""
    parser = configparser.RawConfigParser(strict=True)
    try:
        parser.read_string(config.read_text(encoding="utf-8"), str(config))
    except FileNotFoundError:
        raise SettingError(f"{config}: no such file; expected the declared pairs; give OLD and NEW") from None
    except (OSError, UnicodeDecodeError, configparser.Error) as error:
        fact = " ".join(str(error).split())
        raise SettingError(f"{config}: cannot be read: {fact}; expected sections [{PREFIX}NAME]") from None
    sections = [name for name in parser.sections() if name.startswith(PREFIX)]
    if not sections:
        raise SettingError(f"{config}: declares no pair; expected sections [{PREFIX}NAME]; give OLD and NEW")
    return [_read_pair(config, name, dict(parser[name])) for name in sections]


def _read_pair(config: Path, section: str, keys: Mapping[str, str]) -> Pair:
    folder = config.parent
    values: dict[str, object] = {}
    for key, text in keys.items():
        where = f"{config}, [{section}], {key}"
        if key not in _KEYS:
            raise SettingError(f"{where}: no such key; expected one of {' '.join(_KEYS)}")
        try:
            name, value = _KEYS[key](text, folder)
        except ValueError as error:
            raise SettingError(f"{where}: {text!r} {error}") from None
        values[name] = value
    for key in ("old", "new"):
        if key not in values:
            raise SettingError(f"{config}, [{section}], {key}: missing; expected a script and its arguments")
    name = section.removeprefix(PREFIX)
    if not re.fullmatch(r"[\w.+-]+", name):
        raise SettingError(f"{config}, [{section}]: {name!r} is not a name; expected letters, digits and . + - _")
    return replace(_EMPTY, name=name, **values)  # type: ignore[arg-type]


def _command(text: str, folder: Path) -> Command:
    try:
        return make_command(text, folder)
    except SettingError:
        raise ValueError("is not a command; expected a script and its arguments") from None


def _count(text: str, _: Path) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ValueError("is not a number of processors; expected 1 or more")
    return int(text)


def _file(text: str, folder: Path) -> Path:
    if not (folder / text).is_file():
        raise ValueError("is not a file; expected a path relative to this file")
    return folder / text


def _stream(text: str, _: Path) -> str:
    return _one_of(text, STREAMS)


def _list_of(known: tuple[str, ...]) -> Callable[[str, Path], tuple[str, ...]]:
    def read_list(text: str, _: Path) -> tuple[str, ...]:
        return tuple(_one_of(part, known) for part in re.split(r"[\s,]+", text.strip()) if part)

    return read_list


def _one_of(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise ValueError(f"is not known; expected {' or '.join(known)}")
    return text


def _named(name: str, read: Callable[[str, Path], object]) -> Callable[[str, Path], tuple[str, object]]:
    return lambda text, folder: (name, read(text, folder))


_EMPTY = Pair("", Command(Path()), Command(Path()))
_KEYS = {
    "old": _named("old", _command),
    "new": _named("new", _command),
    "edit": _named("edit", _file),
    "cpus": _named("cpus", _count),
    "accept": _named("accept", _list_of(ACCEPTABLE)),
    "stdout": _named("stdout", _stream),
    "stdin": _named("stdin", _file),
    "start_method": _named("start_methods", _list_of(START_METHODS)),
}


def _short(path: Path) -> str:
    """The path as the user would write it."""
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)
