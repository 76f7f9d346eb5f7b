"""Find Python interpreters and ask each what it is; a name or a path is never trusted.

Called by `cli` (`SPEC` options, `portproof pythons`) and `check`.  What is found depends on PATH, HOME, PYENV_ROOT and
UV_PYTHON_INSTALL_DIR alone.  python-discovery finds 3.x on PATH and in uv's folder, but refuses 2.x and knows no pyenv
versions that are not active: those are looked for here.
"""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from compat.errors import InterpreterError

TIMEOUT = 10.0
OLDEST_3 = (3, 6)

# Runs in any interpreter from 2.5 on, without site: prints its facts, one a line, between two marks.
_QUESTION = """
import sys
try: name = sys.subversion[0]
except AttributeError: name = {'cpython': 'CPython', 'pypy': 'PyPy'}.get(sys.implementation.name, sys.implementation.name)
ways = ['fork']  # of 2.x without asking: its virtualenvs find no standard library without site
if sys.version_info >= (3,):
    try: import multiprocessing; ways = multiprocessing.get_all_start_methods()
    except Exception: ways = []
sys.stdout.write('\\n'.join(['', '<<', '.'.join(map(str, sys.version_info[:3])), name, ' '.join(ways), sys.executable, '>>', '']))
"""
_ANSWER = re.compile(rb"<<\n(\d+)\.(\d+)\.(\d+)\n(.*)\n(.*)\n(.*)\n>>")
_VERSION = re.compile(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?")
_NAME = re.compile(r"python(\d(?:\.\d+)?)?")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python that can record: `path` is what is executed, `version` its three numbers."""

    path: Path
    version: tuple[int, int, int]
    implementation: str
    start_methods: tuple[str, ...]

    @property
    def short(self) -> str:
        """`3.13`."""
        return f"{self.version[0]}.{self.version[1]}"

    @property
    def name(self) -> str:
        """`CPython 3.13.0`."""
        return "{} {}.{}.{}".format(self.implementation, *self.version)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that looks like a Python: the interpreter that it is, or why it cannot be used (or both)."""

    path: Path
    interpreter: Interpreter | None
    trouble: str = ""


#: Why a shell, or a shim of pyenv, ends with status 127.
_NOT_THERE = ": what it starts is not there"

_answers: dict[tuple[str, int, int], Interpreter | str] = {}
_lock = threading.Lock()


def find_interpreter(spec: str, option: str = "--new-python", env: Mapping[str, str] | None = None) -> Interpreter:
    """Find the interpreter that *spec* means: `2.7`, `3.13`, `3.13.0`, `python3.13` or a path.

    A version is the newest that fits.  *option* is named in the error.
    """
    env = os.environ if env is None else env
    if os.sep in spec:
        return _usable(Path(os.path.abspath(os.path.expanduser(spec))), spec, option)
    wanted = _VERSION.fullmatch(spec)
    if wanted:
        return _newest(tuple(int(part) for part in wanted.groups() if part), spec, option, env)
    return _by_name(spec, option, env)


def find_old(env: Mapping[str, str] | None = None) -> Interpreter:
    """Find the newest 2.7."""
    return find_interpreter("2.7", "--old-python", env)


def find_new(env: Mapping[str, str] | None = None) -> Interpreter:
    """Find the newest Python 3."""
    return find_interpreter("3", "--new-python", env)


def find_pythons(env: Mapping[str, str] | None = None) -> list[Found]:
    """Find every interpreter, newest first, and every file that is called one and cannot be used, with the reason."""
    env = os.environ if env is None else env
    found = _without_aliases(_ask_all([*_candidates(None, env), *_shims(env), *_discovered(env)]))
    return sorted(found, key=lambda item: (item.interpreter is None, _newest_first(item.interpreter), str(item.path)))


def _newest(wanted: tuple[int, ...], spec: str, option: str, env: Mapping[str, str]) -> Interpreter:
    found = _ask_all(_candidates(wanted, env))
    fitting = [item for item in found if item.interpreter and item.interpreter.version[: len(wanted)] == wanted]
    usable = [item.interpreter for item in fitting if item.interpreter and not item.trouble]
    if usable:
        return min(usable, key=_newest_first)
    if wanted[0] == 3:
        for path in _discovered(env, spec):
            found.append(_ask(path))
            if found[-1].interpreter and not found[-1].trouble:
                return found[-1].interpreter
    broken = [item for item in [*fitting, *found, *_ask_all(_shims(env))] if item.trouble and _may_mean(item, wanted)]
    if broken:
        raise InterpreterError(f"{broken[0].path}: {broken[0].trouble}; give {option} PATH; see portproof pythons")
    raise InterpreterError(
        f"Python {spec}: not found on PATH nor in the folders of pyenv and uv; give {option} PATH; see portproof pythons"
    )


def _may_mean(item: Found, wanted: tuple[int, ...]) -> bool:
    """Whether a broken *item* is named like the version that is wanted."""
    if item.interpreter:
        return item.interpreter.version[: len(wanted)] == wanted
    match = _NAME.fullmatch(item.path.name)
    return match is not None and match[1] is not None and _agree(match[1], wanted)


def _agree(version: str, wanted: tuple[int, ...]) -> bool:
    """Whether `3` or `3.13` and (3, 13, 0) are equal as far as both go."""
    return all(int(a) == b for a, b in zip(version.split("."), wanted, strict=False))


def _by_name(spec: str, option: str, env: Mapping[str, str]) -> Interpreter:
    path = env.get("PATH", "")
    named = [Path(folder, spec) for folder in path.split(os.pathsep) if folder and _is_program(Path(folder, spec))]
    named += [folder / spec for folder in _version_folders(env) if _is_program(folder / spec)]
    trouble = ""
    for candidate in named:
        found = _ask(candidate)
        if found.interpreter and not found.trouble:
            return found.interpreter
        trouble = trouble or found.trouble
    if not named and Path(spec).is_file():
        raise InterpreterError(
            f"{option}, {spec}: a file is called so here, and no interpreter on PATH; expected 3.13, python3.13 or a path; "
            f"give {option} .{os.sep}{spec} if it is one"
        )
    raise InterpreterError(f"{spec}: {trouble or 'not found on PATH'}; give {option} PATH; see portproof pythons")


def _usable(path: Path, spec: str, option: str) -> Interpreter:
    if not path.exists():
        raise InterpreterError(f"{spec}: no such file; give {option} PATH; see portproof pythons")
    if not _is_program(path):
        raise InterpreterError(f"{spec}: not a program that can be executed; give {option} PATH; see portproof pythons")
    found = _ask(path)
    if found.interpreter is None or found.trouble:
        raise InterpreterError(f"{spec}: {found.trouble}; give {option} PATH; see portproof pythons")
    return found.interpreter


def _newest_first(interpreter: Interpreter | None) -> tuple[int, ...]:
    return tuple(-number for number in interpreter.version) if interpreter else ()


def _candidates(wanted: tuple[int, ...] | None, env: Mapping[str, str]) -> list[Path]:
    """Files that may be a Python of the version *wanted*, in order of preference; shims of pyenv are left out."""
    shims = _shim_folder(env)
    found = []
    for name in env.get("PATH", "").split(os.pathsep):
        if os.path.isabs(name) and Path(name) != shims:
            found += _pythons_in(Path(name), wanted)
    for folder in _version_folders(env):
        if wanted is None or _folder_may_have(folder.parent.name, wanted):
            found += _pythons_in(folder, None, ("python",))
    return found


def _shims(env: Mapping[str, str]) -> list[Path]:
    shims = _shim_folder(env)
    return _pythons_in(shims, None) if str(shims) in env.get("PATH", "").split(os.pathsep) else []


def _shim_folder(env: Mapping[str, str]) -> Path:
    return _pyenv(env) / "shims"


def _pyenv(env: Mapping[str, str]) -> Path:
    return Path(env.get("PYENV_ROOT") or Path(env.get("HOME") or "/nonexistent", ".pyenv"))


def _version_folders(env: Mapping[str, str]) -> list[Path]:
    """The `bin` folder of each version that pyenv and uv have installed."""
    home = Path(env.get("HOME") or "/nonexistent")
    store = env.get("UV_PYTHON_INSTALL_DIR") or home / ".local" / "share" / "uv" / "python"
    folders = [*sorted((_pyenv(env) / "versions").glob("*/bin")), *sorted(Path(store).glob("*/bin"))]
    return [folder for folder in folders if not folder.parent.is_symlink()]


def _folder_may_have(name: str, wanted: tuple[int, ...]) -> bool:
    """Whether a version's folder (`3.13.0`, `cpython-3.13.0-linux-...`, `myenv`) may hold the version wanted."""
    match = re.match(r"(?:cpython-|pypy[^-]*-)?(\d+(?:\.\d+)*)", name)
    if match is None:
        return True
    return _agree(match[1], wanted)


def _pythons_in(folder: Path, wanted: tuple[int, ...] | None, names: tuple[str, ...] = ()) -> list[Path]:
    try:
        entries = names or tuple(sorted(os.listdir(folder)))
    except OSError:
        return []
    return [folder / name for name in entries if _name_may_mean(name, wanted) and _is_program(folder / name)]


def _name_may_mean(name: str, wanted: tuple[int, ...] | None) -> bool:
    match = _NAME.fullmatch(name)
    if match is None:
        return False
    return not (wanted and match[1]) or _agree(match[1], wanted)


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def _discovered(env: Mapping[str, str], spec: str | None = None) -> Iterator[Path]:
    """What python-discovery finds, shims left out (it would run each of them)."""
    from python_discovery import iter_interpreters

    folders = [folder for folder in env.get("PATH", "").split(os.pathsep) if folder and Path(folder).name != "shims"]
    clean = {**env, "PATH": os.pathsep.join(folders)}
    for info in iter_interpreters(spec, env=clean):
        program = info.system_executable or info.executable
        if program:
            yield Path(program)


def _ask_all(paths: Iterable[Path]) -> list[Found]:
    unique = list(dict.fromkeys(paths))
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(_ask, unique))


def _without_aliases(found: list[Found]) -> list[Found]:
    """Keep one path for each interpreter (`python`, `python3` and `python3.13` of one folder are one)."""
    kept: dict[object, Found] = {}
    for item in found:
        kept.setdefault(_identity(item.interpreter.path) if item.interpreter else item.path, item)
    return list(kept.values())


def _identity(path: Path) -> tuple[str, str]:
    """A virtual environment is another interpreter than the one that its links lead to."""
    home = path.parent.parent
    return os.path.realpath(path), str(home) if (home / "pyvenv.cfg").exists() else ""


def _ask(path: Path) -> Found:
    """Ask the file what it is; the answer is kept as long as the file does not change."""
    try:
        state = path.stat()
    except OSError as error:
        return Found(path, None, f"{error.strerror}")
    key = (str(path), state.st_mtime_ns, state.st_size)
    with _lock:
        answer = _answers.get(key)
    if answer is None:
        answer = _ask_now(path)
        with _lock:
            _answers[key] = answer
    if isinstance(answer, str):
        return Found(path, None, answer)
    return Found(path, answer, _trouble(answer))


def _ask_now(path: Path) -> Interpreter | str:
    command = [str(path), "-S", "-E", "-c", _QUESTION]
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=TIMEOUT, cwd="/")
    except subprocess.TimeoutExpired:
        return f"gave no answer within {TIMEOUT:.0f} s when asked its version"
    except OSError as error:
        return f"cannot be executed ({error.strerror})"
    if done.returncode:
        way = f"exited {done.returncode}" if done.returncode > 0 else f"was ended by signal {-done.returncode}"
        return f"{way} when asked its version{_NOT_THERE if done.returncode == 127 else ''}"
    match = _ANSWER.search(done.stdout)
    if match is None:
        return "is not a Python: it gave no version when asked"
    version = (int(match[1]), int(match[2]), int(match[3]))
    name, ways, real = (match[number].decode("utf-8", "replace") for number in (4, 5, 6))
    program = Path(real) if os.path.isabs(real) and _is_shim(path) else path
    return Interpreter(program, version, name, tuple(ways.split()))


def _is_shim(path: Path) -> bool:
    """A script that starts the interpreter: the interpreter itself is recorded, not the script in front of it."""
    with path.open("rb") as stream:
        return stream.read(2) == b"#!"


def _trouble(interpreter: Interpreter) -> str:
    if interpreter.implementation != "CPython":
        return f"is {interpreter.implementation}; only CPython is recorded"
    is_recorded = interpreter.version[:2] == (2, 7) or interpreter.version[:2] >= OLDEST_3
    if not is_recorded:
        return f"is Python {interpreter.short}; 2.7 or 3.6 and newer is needed"
    if not interpreter.start_methods:
        return "cannot import multiprocessing"
    return ""
