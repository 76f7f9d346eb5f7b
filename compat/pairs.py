"""The pairs that are compared: declared in `setup.cfg`, or made of two commands.  Called by `cli`, `check` and tests.

A pair is declared in a section `[portproof:pair:NAME]`; paths are relative to the file that declares it.
"""

from __future__ import annotations

import configparser
import os
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from compat.errors import ScriptError, SettingError
from compat.files import read_regular, tell_trouble
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
            return read_regular(self.edit)
        except OSError as error:
            raise ScriptError(f"{_short(self.edit)}: {tell_trouble(error)}; expected a patch; check the path") from None

    def edited_text(self) -> bytes | None:
        """Return the original's text with the edit applied, None if there is no edit."""
        patch = self.read_edit()
        if patch is None or self.edit is None:
            return None
        return apply_patch(patch, read_script(self.old), _short(self.edit), self.old.shown)


def make_command(text: str, folder: Path | None = None, where: str = "script") -> Command:
    """Read a command, `SCRIPT [ARGUMENT ...]`, as a shell would; *folder* is what a relative path starts from.

    A text that as a whole is the path of a file, blanks and quotes included, is that file without arguments.
    """
    whole = Path(os.path.expanduser(text))
    if _is_file(folder / whole if folder else whole):
        return Command(folder / whole if folder else whole, (), text)
    try:
        parts = shlex.split(text)
    except ValueError as error:
        raise SettingError(f"{where}, {text!r}: {error}; expected a script and its arguments") from None
    if not parts:
        raise SettingError(f"{where}: empty; expected a script and its arguments")
    path = Path(os.path.expanduser(parts[0]))
    return Command(folder / path if folder else path, tuple(parts[1:]), parts[0])


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long, or a zero byte in it: no path at all
        return False


def make_pair(old: str, new: str) -> Pair:
    """Make a pair of two commands; it is named like the original."""
    command = make_command(old, where="OLD")
    return Pair(command.script.stem, command, make_command(new, where="NEW"))


def read_script(command: Command) -> bytes:
    """Read a script's text; ScriptError if that is not possible."""
    try:
        return read_regular(command.script)
    except FileNotFoundError:
        quote = """; quote a path with blanks once more: "'a b.py' ARGUMENT\"""" if command.arguments else ""
        raise ScriptError(f"{command.shown}: no such script; expected a file; check the path{quote}") from None
    except OSError as error:
        raise ScriptError(f"{command.shown}: {tell_trouble(error)}; expected a script; check the path") from None


def read_pairs(config: Path, advice: str = "give OLD and NEW") -> list[Pair]:
    """Read every pair that *config* declares, in the order of the file; *advice* is for where there is none."""
    expected = f"expected sections [{PREFIX}NAME]"
    parser = configparser.RawConfigParser(strict=True)
    try:
        parser.read_string(read_regular(config).decode("utf-8-sig"), str(config))
    except FileNotFoundError:
        raise SettingError(f"{config}: no such file; expected the declared pairs; {advice}") from None
    except OSError as error:
        raise SettingError(f"{config}: {tell_trouble(error)}; {expected}") from None
    except UnicodeDecodeError as error:
        raise SettingError(f"{config}: byte {error.start} is not UTF-8; expected a text; save it as UTF-8") from None
    except configparser.Error as error:
        raise SettingError(f"{config}{_tell_syntax(error)}; mend that line") from None
    sections = [name for name in parser.sections() if name.lower().startswith("portproof")]
    for name in sections:
        if not name.startswith(PREFIX):
            raise SettingError(f"{config}, [{name}]: no such section; {expected}; mend its name")
    if not sections:
        raise SettingError(f"{config}: declares no pair; {expected}; {advice}")
    return [_read_pair(config, name, dict(parser[name])) for name in sections]


def _tell_syntax(error: configparser.Error) -> str:
    """Say where a line of the file is wrong, and what was expected there."""
    if isinstance(error, configparser.DuplicateSectionError):
        return f":{error.lineno}: [{error.section}] is there a second time; expected one of each name"
    if isinstance(error, configparser.DuplicateOptionError):
        return f":{error.lineno}, [{error.section}]: {error.option} is there a second time; expected one of each key"
    if isinstance(error, configparser.MissingSectionHeaderError):
        return f":{error.lineno}: a line before the first section; expected [NAME] above it"
    line = error.errors[0][0] if isinstance(error, configparser.ParsingError) and error.errors else 0
    return f"{f':{line}' if line else ''}: neither a section nor a key; expected [NAME] or KEY = VALUE"


def check_scripts(config: Path, pair: Pair, keys: Sequence[str] = ("old", "new")) -> None:
    """Raise ScriptError, with section and key, unless the scripts of a declared pair and its edit can be used."""
    for key in keys:
        try:
            read_script(pair.old if key == "old" else pair.new)
        except ScriptError as error:
            raise ScriptError(f"{config}, [{PREFIX}{pair.name}], {key}: {error}") from None
    pair.edited_text()


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


def split_list(text: str) -> list[str]:
    """The names of a list, separated by blanks or commas."""
    return [part for part in re.split(r"[\s,]+", text) if part]


def _list_of(known: tuple[str, ...]) -> Callable[[str, Path], tuple[str, ...]]:
    def read_list(text: str, _: Path) -> tuple[str, ...]:
        return tuple(_one_of(part, known) for part in split_list(text))

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
