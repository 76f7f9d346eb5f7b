"""Finding interpreters: versions, names, paths, broken shims, what cannot be recorded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from compat import interpreters
from compat.errors import InterpreterError
from compat.interpreters import find_interpreter, find_new, find_old, find_pythons

Env = dict[str, str]


@pytest.fixture
def env(tmp_path: Path) -> Env:
    """A machine with no Python at all."""
    (tmp_path / "bin").mkdir()
    return {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home")}


def put(env: Env, name: str, text: str, folder: str = "") -> Path:
    """Put a program called *name* on PATH (or into *folder*)."""
    path = Path(folder or env["PATH"], name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def claims(version: str, name: str = "CPython", ways: str = "fork spawn") -> str:
    """A program that answers as an interpreter would."""
    return f"echo noise; printf '<<\\n{version}\\n{name}\\n{ways}\\n\\n>>\\n'"


def trouble(spec: str, env: Env, option: str = "--old-python") -> str:
    with pytest.raises(InterpreterError) as caught:
        find_interpreter(spec, option, env)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_running_one_by_path() -> None:
    found = find_interpreter(sys.executable)
    assert found.version == sys.version_info[:3]
    assert found.implementation == "CPython"
    assert "fork" in found.start_methods
    assert found.path == Path(sys.executable)
    assert found.short == f"{sys.version_info[0]}.{sys.version_info[1]}"


def test_newest_that_fits(env: Env) -> None:
    put(env, "python3.8", claims("3.8.9"))
    put(env, "python3.9", claims("3.9.1"))
    put(env, "python", claims("2.7.9"))
    put(env, "python2.7", claims("2.7.18"))
    versions = Path(env["HOME"], ".pyenv", "versions")
    put(env, "python", claims("3.12.1"), str(versions / "3.12.1" / "bin"))
    put(env, "python", claims("3.8.18"), str(versions / "mine" / "bin"))
    assert find_new(env).version == (3, 12, 1)
    assert find_old(env).version == (2, 7, 18)
    assert find_interpreter("3.8", env=env).version == (3, 8, 18)
    assert find_interpreter("3.8.9", env=env).version == (3, 8, 9)
    assert find_interpreter("python3.9", env=env).version == (3, 9, 1)


def test_folders_of_uv_and_pyenv_by_their_variables(env: Env, tmp_path: Path) -> None:
    put(env, "python", claims("3.12.1"), str(tmp_path / "uv" / "cpython-3.12.1-linux" / "bin"))
    put(env, "python", claims("2.7.18"), str(tmp_path / "pyenv" / "versions" / "2.7.18" / "bin"))
    env |= {"UV_PYTHON_INSTALL_DIR": str(tmp_path / "uv"), "PYENV_ROOT": str(tmp_path / "pyenv")}
    assert find_new(env).version == (3, 12, 1)
    assert find_old(env).version == (2, 7, 18)


def test_a_name_is_not_trusted(env: Env) -> None:
    put(env, "python2.7", claims("3.11.0"))
    assert trouble("2.7", env).startswith("Python 2.7: not found on PATH")


def test_no_old_python(env: Env) -> None:
    with pytest.raises(
        InterpreterError, match=r"^Python 2\.7: not found on PATH .*; give --old-python PATH; see portproof pythons$"
    ):
        find_old(env)


def test_shim_that_exits_127(env: Env) -> None:
    shim = put(env, "python2.7", "echo command not found >&2; exit 127")
    fact = (
        "exited 127 when asked its version: what it starts is not there; give --old-python PATH; see portproof pythons"
    )
    assert trouble("python2.7", env) == f"python2.7: {fact}"
    assert trouble("2.7", env) == f"{shim}: {fact}"
    assert trouble(str(shim), env) == f"{shim}: {fact}"


def test_a_broken_shim_does_not_hide_a_good_one(env: Env) -> None:
    root = Path(env["HOME"], ".pyenv")
    shim = put(env, "python2.7", "exit 127", str(root / "shims"))
    env["PATH"] += f":{shim.parent}"
    assert (
        trouble("2.7", env)
        == f"{shim}: exited 127 when asked its version: what it starts is not there; give --old-python PATH; see portproof pythons"
    )
    put(env, "python2.7", claims("2.7.18"), str(root / "versions" / "2.7.18" / "bin"))
    put(env, "python", claims("2.7.18"), str(root / "versions" / "2.7.18" / "bin"))
    assert find_old(env).version == (2, 7, 18)
    assert find_interpreter("python2.7", env=env).version == (2, 7, 18)


def test_a_script_in_front_of_an_interpreter_is_looked_through(env: Env) -> None:
    shim = put(env, "python3.14", f'exec "{sys.executable}" "$@"')
    assert find_interpreter(str(shim), env=env).path == Path(sys.executable)


@pytest.mark.parametrize(
    ("program", "fact"),
    [
        (claims("3.5.2"), "is Python 3.5; 2.7 or 3.6 and newer is needed"),
        (claims("2.6.9"), "is Python 2.6; 2.7 or 3.6 and newer is needed"),
        (claims("3.10.1", "PyPy"), "is PyPy; only CPython is recorded"),
        (claims("3.10.1", ways=""), "cannot import multiprocessing"),
        ("echo hello", "is not a Python: it gave no version when asked"),
        ("kill -9 $$", "was ended by signal 9 when asked its version"),
    ],
)
def test_what_cannot_be_used(env: Env, program: str, fact: str) -> None:
    path = put(env, "python3", program)
    assert trouble(str(path), env, "--new-python") == f"{path}: {fact}; give --new-python PATH; see portproof pythons"
    assert [item.trouble for item in find_pythons(env) if item.path == path] == [fact]


def test_one_that_does_not_answer(env: Env, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interpreters, "TIMEOUT", 0.1)
    path = put(env, "python3", "exec sleep 60")
    assert (
        trouble(str(path), env)
        == f"{path}: gave no answer within 0 s when asked its version; give --old-python PATH; see portproof pythons"
    )


def test_paths_that_are_no_program(env: Env, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("x")
    assert (
        trouble(str(tmp_path / "no"), env)
        == f"{tmp_path}/no: no such file; give --old-python PATH; see portproof pythons"
    )
    assert "not a program" in trouble(str(tmp_path / "text"), env)
    assert "not a program" in trouble(str(tmp_path), env)
    assert trouble("nonsense", env) == "nonsense: not found on PATH; give --old-python PATH; see portproof pythons"


def test_every_python_newest_first_without_aliases(env: Env) -> None:
    put(env, "python3", f'exec "{sys.executable}" "$@"')
    put(env, "python", f'exec "{sys.executable}" "$@"')
    put(env, "python2.7", claims("2.7.18"))
    broken = put(env, "python3.7", "exit 127")
    put(env, "python-config", "exit 1")
    found = find_pythons(env)
    versions = [item.interpreter.version for item in found if item.interpreter]
    assert versions == sorted(versions, reverse=True)
    assert [item.interpreter.path for item in found if item.interpreter].count(Path(sys.executable)) == 1
    assert (2, 7, 18) in versions
    assert [item for item in found if item.interpreter is None] == [
        interpreters.Found(broken, None, "exited 127 when asked its version: what it starts is not there")
    ]
