"""The command: options, statuses, one line for every trouble, nothing half-written."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import compat.report
from compat import __version__, cli, session
from compat.errors import TraceError
from compat.interpreters import Interpreter
from compat.pairs import Pair
from compat.recording import Recording
from compat.result import CheckSettings, PairResult, SideFacts, Told

ROOT = Path(__file__).resolve().parent.parent
Main = Callable[..., int]


class FakeChecker:
    """Answers at once; remembers what it was asked."""

    asked: list[tuple[Pair, Any, Interpreter, CheckSettings]]
    words: dict[str, str]

    def check(self, pair: Pair, old: Interpreter | Recording, new: Interpreter, settings: CheckSettings) -> PairResult:
        self.asked.append((pair, old, new, settings))
        settings.progress("under way")
        word = self.words.get(pair.name, "equivalent")
        if word == "trouble":
            raise TraceError(f"{pair.name}: trouble\nin two lines")
        name = f"{pair.name}[{new.short}-{settings.start_method or 'fork'}]"
        told = Told("order", ("a < b",)) if word != "equivalent" else None
        facts = SideFacts(str(pair.old), old.name), SideFacts(str(pair.new), new.name, settings.start_method or "fork")
        return PairResult(name, *facts, word, word in settings.accept, counterexample=told)


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch) -> type[FakeChecker]:
    FakeChecker.asked, FakeChecker.words = [], {}
    monkeypatch.setattr(session, "Checker", FakeChecker)
    return FakeChecker


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two scripts and a machine with 2.7.18, 3.12.1, and a shim that is broken."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, version in (("python2.7", "2.7.18"), ("python3.12", "3.12.1"), ("python3.11", "3.11.9")):
        ways = "fork" if version < "3" else "fork spawn"
        put(programs / name, f"printf '<<\\n{version}\\nCPython\\n{ways}\\n\\n>>\\n'")
    put(programs / "python3.8", "exit 127")
    work = tmp_path / "work"
    work.mkdir()
    (work / "old.py").write_text("print 'x'\n")
    (work / "new.py").write_text("print('x')\n")
    monkeypatch.chdir(work)
    for name, value in {"PATH": str(programs), "HOME": str(tmp_path / "home")}.items():
        monkeypatch.setenv(name, value)
    for name in ("PYENV_ROOT", "UV_PYTHON_INSTALL_DIR", "XDG_DATA_HOME", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return work


def put(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def declare(place: Path, *names: str) -> None:
    text = "".join(f"[portproof:pair:{name}]\nold = old.py\nnew = new.py\n" for name in names)
    (place / "setup.cfg").write_text(text)


# compare


def test_two_scripts_with_the_default_interpreters(place: Path, checker: type[FakeChecker]) -> None:
    assert cli.main(["compare", "old.py", "new.py --x 'a b'"]) == 0
    ((pair, old, new, settings),) = checker.asked
    assert (pair.name, pair.new.arguments) == ("old", ("--x", "a b"))
    assert (old.version, new.version) == ((2, 7, 18), (3, 12, 1))
    assert (settings.runs, settings.speed, settings.limit, settings.stdout) == (2, 0, 60.0, "terminal")
    assert (settings.start_method, settings.cpus, settings.stdin) == (None, None, None)


def test_every_option_arrives(place: Path, checker: type[FakeChecker]) -> None:
    (place / "in").write_text("")
    options = "--old-python 3.11 --new-python 3.12 --start-method spawn --cpus 4 --accept stricter,noise --runs 5"
    options += " --speed 10 --limit 7.5 --stdout pipe --stdin in"
    assert cli.main(["compare", "old.py", "new.py", *options.split()]) == 0
    ((_, old, new, settings),) = checker.asked
    assert (old.short, new.short, settings.start_method, settings.cpus) == ("3.11", "3.12", "spawn", 4)
    assert (settings.accept, settings.runs, settings.speed, settings.limit) == (("stricter", "noise"), 5, 10, 7.5)
    assert (settings.stdout, settings.stdin) == ("pipe", Path("in"))


def test_one_entry_for_each_combination(place: Path, checker: type[FakeChecker]) -> None:
    declare(place, "a", "b")
    options = "--new-python 3.12 --new-python python3.11 --start-method fork --start-method spawn --json out.json"
    assert cli.main(["compare", *options.split()]) == 0
    names = [pair["name"] for pair in json.loads((place / "out.json").read_text())["pairs"]]
    ways = ["[3.12-fork]", "[3.12-spawn]", "[3.11-fork]", "[3.11-spawn]"]
    assert names == [f"{name}{way}" for name in "ab" for way in ways]


def test_two_interpreters_of_one_version_have_two_names(
    place: Path, checker: type[FakeChecker], tmp_path: Path
) -> None:
    put(tmp_path / "other", "printf '<<\\n3.12.7\\nCPython\\nfork\\n\\n>>\\n'")
    options = ["--new-python", "3.12", "--new-python", str(tmp_path / "other"), "--json", "out.json"]
    assert cli.main(["compare", "old.py", "new.py", *options]) == 0
    names = [pair["name"] for pair in json.loads((place / "out.json").read_text())["pairs"]]
    assert names == ["old[3.12.1-fork]", "old[3.12.7-fork]"]


def test_values_of_a_declared_pair_and_options_above_them(place: Path, checker: type[FakeChecker]) -> None:
    declare(place, "a")
    with (place / "setup.cfg").open("a") as stream:
        stream.write("cpus = 4\naccept = stricter\nstdout = pipe\nstart_method = spawn\n")
    assert cli.main(["compare"]) == 0
    assert (
        cli.main(["compare", "--cpus", "2", "--accept", "noise", "--stdout", "terminal", "--start-method", "fork"]) == 0
    )
    told = [(s.cpus, s.accept, s.stdout, s.start_method) for _, _, _, s in checker.asked]
    assert told == [(4, ("stricter",), "pipe", "spawn"), (2, ("stricter", "noise"), "terminal", "fork")]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({}, 0),
        ({"a": "looser"}, 1),
        ({"a": "unknown"}, 3),
        ({"a": "unknown", "b": "different"}, 1),
        ({"a": "trouble", "b": "different"}, 2),
        ({"b": "trouble"}, 2),
    ],
)
def test_the_gravest_status(place: Path, checker: type[FakeChecker], words: dict[str, str], status: int) -> None:
    declare(place, "a", "b")
    checker.words = words
    assert cli.main(["compare"]) == status


def test_an_accepted_verdict_keeps_its_word(
    place: Path, checker: type[FakeChecker], capsys: pytest.CaptureFixture[str]
) -> None:
    checker.words = {"old": "stricter"}
    assert cli.main(["compare", "old.py", "new.py", "--accept", "stricter"]) == 0
    assert "  stricter: accepted; " in capsys.readouterr().out


def test_several_pairs_end_with_a_summary(
    place: Path, checker: type[FakeChecker], capsys: pytest.CaptureFixture[str]
) -> None:
    declare(place, "a", "b")
    checker.words = {"a": "trouble"}
    assert cli.main(["compare", "--start-method", "fork", "--start-method", "spawn"]) == 2
    out, err = capsys.readouterr()
    assert err == "portproof: a: trouble in two lines\n" * 2
    assert [line.split()[:2] for line in out.splitlines()[-2:]] == [
        ["b[3.12-fork]", "equivalent"],
        ["b[3.12-spawn]", "equivalent"],
    ]


def test_json_on_stdout_is_alone(place: Path, checker: type[FakeChecker], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compare", "old.py", "new.py", "--json", "-"]) == 0
    out, err = capsys.readouterr()
    schema = json.loads(Path(compat.report.__file__).with_name("schema.json").read_text())
    jsonschema.validate(json.loads(out), schema)
    assert err == ""


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("no.py new.py", "no.py: no such script; expected a file; check the path"),
        ("old.py no.py", "no.py: no such script; expected a file; check the path"),
        ("old.py .", ".: cannot be read: it is a folder; expected a script; check the path"),
        ("old.py /dev/zero", "/dev/zero: cannot be read: it is a device; expected a script"),
        ("pipe new.py", "pipe: cannot be read: it is a pipe; expected a script"),
        ("old.py", "NEW: missing; expected the original and its port, or neither for all pairs of setup.cfg"),
        ("", "setup.cfg: no such file; expected the declared pairs; give OLD and NEW"),
        (
            "old.py new.py --old-python 2.6",
            "Python 2.6: not found on PATH nor in the folders of pyenv and uv; give --old-python PATH; see portproof pythons",
        ),
        (
            "old.py new.py --new-python python3.8",
            "python3.8: exited 127 when asked its version: what it starts is not there; give --new-python PATH; see portproof pythons",
        ),
        ("old.py new.py --new-python ./no", "./no: no such file; give --new-python PATH; see portproof pythons"),
        (
            "old.py new.py --start-method thread",
            "--start-method, thread: not known; expected fork or spawn or forkserver",
        ),
        (
            "old.py new.py --start-method forkserver",
            "--start-method, forkserver: CPython 3.12.1 does not have it; expected one of fork spawn",
        ),
        ("old.py new.py --accept all", "--accept, all: not known; expected reordered or"),
        ("old.py new.py --cpus -1", "--cpus, -1: not a number of processors; expected 1 or more"),
        ("old.py new.py --cpus many", "--cpus, many: not a number of processors; expected 1 or more"),
        ("old.py new.py --cpus 0", "--cpus, 0: not a number of processors; expected 1 or more"),
        ("old.py new.py --runs 1", "--runs, 1: not a number of runs; expected 2 or more"),
        ("old.py new.py --perturb x", "--perturb, x: not a number of runs; expected 0 to 1000"),
        ("old.py new.py --speed fast", "--speed, fast: not a speed; expected auto or 1 to 1000"),
        ("old.py new.py --speed 0", "--speed, 0: not a speed"),
        ("old.py new.py --limit 0", "--limit, 0: not a length of time"),
        ("old.py new.py --limit nan", "--limit, nan: not a length of time"),
        ("old.py new.py --limit soon", "--limit, soon: not a length of time; expected seconds, more than 0"),
        ("old.py new.py --stdout file", "--stdout, file: not known; expected terminal or pipe"),
        ("old.py new.py --stdin no", "--stdin, no: no such file; expected a regular file; check the path"),
        ("old.py new.py --stdin .", "--stdin, .: cannot be read: it is a folder; expected a regular file"),
        ("old.py new.py --stdin pipe", "--stdin, pipe: cannot be read: it is a pipe; expected a regular file"),
        ("old.py new.py --stdin=", "--stdin: empty; expected FILE; give it a value, or leave it out"),
        ("old.py new.py --accept=", "--accept: empty; expected NAME; give it a value, or leave it out"),
        ("old.py new.py --json=", "--json: empty; expected FILE; give it a value, or leave it out"),
        ("old.py new.py --json new.py", "--json, new.py: is a script of the comparison; expected another file"),
        (
            "old.py new.py --json notes",
            "notes: is there and is not a file of results; expected a new file, or a file of",
        ),
        ("old.py new.py --json no/out", "no/out: cannot be written: its folder does not exist"),
        ("old.py new.py --json .", ".: cannot be written: it is a folder"),
        ("old.py new.py more.py", "Got unexpected extra argument"),
        ("old.py new.py --colour", "No such option: --colour"),
        (
            "old.py new.py --old-python no.json",
            "no.json: no such file; expected a recording",
        ),
        ("old.py new.py --accept noise,all", "--accept, all: not known; expected reordered or"),
        (
            "old.py new.py --new-python new.py",
            "--new-python, new.py: a file is called so here, and no interpreter on PATH; expected 3.13, python3.13 or a path; "
            "give --new-python ./new.py if it is one",
        ),
    ],
)
def test_trouble_is_one_line_before_any_run(
    place: Path, checker: type[FakeChecker], capsys: pytest.CaptureFixture[str], arguments: str, line: str
) -> None:
    (place / "notes").write_text("mine")
    os.mkfifo(place / "pipe")
    before = sorted(place.iterdir())
    assert cli.main(["compare", *arguments.split()]) == 2
    out, err = capsys.readouterr()
    assert err.startswith(f"portproof: {line}")
    assert err.count("\n") == 1
    assert (out, checker.asked) == ("", [])
    assert sorted(place.iterdir()) == before
    assert (place / "notes").read_text() == "mine"


def test_trouble_leaves_an_older_result_file_alone(place: Path, checker: type[FakeChecker]) -> None:
    older = '{"version": 1, "pairs": []}'
    (place / "out.json").write_text(older)
    checker.words = {"old": "trouble"}
    assert cli.main(["compare", "old.py", "new.py", "--json", "out.json"]) == 2
    assert (place / "out.json").read_text() == older


def test_without_2_7_and_without_a_recording(
    place: Path, checker: type[FakeChecker], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bin" / "python2.7").unlink()
    assert cli.main(["compare", "old.py", "new.py"]) == 2
    assert capsys.readouterr().err == (
        "portproof: old.py: no recording in recordings fits; "
        "Python 2.7: not found on PATH nor in the folders of pyenv and uv; give --old-python PATH; see portproof pythons\n"
    )


def test_progress_on_a_terminal_only(place: Path, checker: type[FakeChecker], monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        assert cli.main(["compare", "old.py", "new.py"]) == 0
    shown = b""
    with contextlib.suppress(OSError):  # the terminal has no other end any more
        while block := os.read(ours, 10000):
            shown += block
    os.close(ours)
    assert b"under way" in shown


# the rest of the command


def test_no_argument_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {name} " in out for name in ("compare", "run", "record", "admits", "pythons"))


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"portproof {__version__}\n"


def test_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compair"]) == 2
    assert capsys.readouterr().err.startswith("portproof: No such command 'compair'")


def test_pythons(place: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.main(["pythons"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"CPython 2.7.18   fork                   {tmp_path}/bin/python2.7" in lines
    assert f"{tmp_path}/bin/python3.8: exited 127 when asked its version: what it starts is not there" in lines


def portproof(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "compat", *arguments]
    env = {"PYTHONPATH": str(ROOT), **os.environ}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=env, **options)


def test_pythons_without_2_7(place: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "bin" / "python2.7").unlink()
    assert cli.main(["pythons"]) == 0
    assert "Python 2.7: not found on PATH nor in the folders of pyenv and uv; give " in capsys.readouterr().out


def test_an_argument_that_names_a_file_with_blanks(place: Path, checker: type[FakeChecker]) -> None:
    (place / "ünï cödé").mkdir()
    for name in ("öld one.py", "it's.py"):
        (place / "ünï cödé" / name).write_text("print 'x'")
        assert cli.main(["compare", f"ünï cödé/{name}", "new.py --x 1"]) == 0
        pair = checker.asked[-1][0]
        assert (pair.old.script, pair.old.arguments) == (Path("ünï cödé", name), ())
        assert (pair.new.script, pair.new.arguments) == (Path("new.py"), ("--x", "1"))


def test_a_path_with_blanks_and_arguments_is_quoted_again(
    place: Path, checker: type[FakeChecker], capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "my old.py").write_text("print 'x'")
    assert cli.main(["compare", "'my old.py' --x", "new.py"]) == 0
    assert cli.main(["compare", "my old.py --x", "new.py"]) == 2
    assert capsys.readouterr().err == (
        "portproof: my: no such script; expected a file; check the path; "
        "quote a path with blanks once more: \"'a b.py' ARGUMENT\"\n"
    )


@pytest.mark.parametrize("wrong", ["old = no.py\nnew = new.py\n", "old = old.py\nnew = no.py\n"])
def test_every_declared_pair_is_checked_before_the_first_run(
    place: Path, checker: type[FakeChecker], capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    declare(place, "a")
    with (place / "setup.cfg").open("a") as stream:
        stream.write(f"[portproof:pair:b]\n{wrong}")
    assert cli.main(["compare"]) == 2
    key = wrong.partition(" = no.py")[0].rpartition("\n")[2]
    assert capsys.readouterr().err == (
        f"portproof: setup.cfg, [portproof:pair:b], {key}: no.py: no such script; expected a file; check the path\n"
    )
    assert checker.asked == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("record old.py -o old.py", "old.py: is there and is not a recording; expected a new file, or a recording"),
        ("record old.py -o notes", "notes: is there and is not a recording; expected a new file, or a recording"),
        ("record", "setup.cfg: no such file; expected the declared pairs; give SCRIPT and -o FILE"),
        ("record old.py", "SCRIPT and -o FILE: one is missing"),
        ("record --output= old.py", "--output: empty; expected FILE; give it a value, or leave it out"),
        ("run pipe", "pipe: cannot be read: it is a pipe; expected a script"),
        ("run /dev/null", "/dev/null: cannot be read: it is a device; expected a script"),
        ("run new.py --edit pipe", "pipe: cannot be read: it is a pipe; expected a patch"),
    ],
)
def test_trouble_of_one_side(place: Path, capsys: pytest.CaptureFixture[str], arguments: str, line: str) -> None:
    (place / "notes").write_text("mine")
    os.mkfifo(place / "pipe")
    assert cli.main(arguments.split()) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"portproof: {line}")
    assert ((place / "notes").read_text(), (place / "old.py").read_text()) == ("mine", "print 'x'\n")


def put_parser(place: Path, name: str, version: str, answer: str) -> None:
    """An interpreter that says what it is, and of a script what the parser is to say."""
    facts = f"printf '<<\\n{version}\\nCPython\\nfork\\n\\n>>\\n'"
    put(place.parent / "bin" / name, f'case "$*" in *compile*) printf "{answer}";; *) {facts};; esac')


def test_a_python_2_script_where_2_7_is_missing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_parser(place, "python3.12", "3.12.1", "1\\tMissing parentheses")
    (place.parent / "bin" / "python2.7").unlink()
    for command in ("run old.py", "record old.py -o r.json"):
        assert cli.main(command.split()) == 2
        assert capsys.readouterr().err == (
            "portproof: old.py:1: does not parse under Python 3.12: Missing parentheses; "
            "Python 2.7: not found on PATH nor in the folders of pyenv and uv; give --python PATH; see portproof pythons\n"
        )


def test_a_script_that_parses_under_neither(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_parser(place, "python3.12", "3.12.1", "2\\tinvalid syntax")
    put_parser(place, "python2.7", "2.7.18", "3\\tinvalid syntax")
    assert cli.main(["run", "old.py"]) == 2
    assert capsys.readouterr().err == (
        "portproof: old.py:2: does not parse under Python 3.12: invalid syntax; "
        "old.py:3: does not parse under Python 2.7: invalid syntax; "
        "expected a script that parses under one of the two; mend it\n"
    )


def test_a_script_that_does_not_parse(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\nif\n")
    done = portproof("run", "a.py", "--python", sys.executable, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    short = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert (
        done.stderr == f"portproof: a.py:2: does not parse under Python {short}: invalid syntax; "
        "mend the script, or give another interpreter with --python\n"
    )


def test_run_and_record(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("print('one')\nprint('two')\n")
    done = portproof("run", "a.py", "--python", sys.executable, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["0", "main", "one"] in rows
    assert ["0", "main", "two"] in rows
    done = portproof("record", "a.py", "-o", "r.json", "--python", sys.executable, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("r.json: ")
    assert portproof("record", "a.py", cwd=tmp_path).returncode == 2
    done = portproof("compare", "a.py", "a.py", "--old-python", "r.json", "--new-python", sys.executable, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert ", recorded with CPython " in done.stdout
    (tmp_path / "a.py").write_text("print('three')\n")
    done = portproof("compare", "a.py", "a.py", "--old-python", "r.json", "--new-python", sys.executable, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("portproof: r.json: recorded from another text of the script (SHA-256 ")


def test_run_names_what_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import select\nprint(select.select([], [], [], 0))\n")
    done = portproof("run", "a.py", "--python", sys.executable, cwd=tmp_path)
    assert done.returncode == 0
    assert "  it uses select.select, whose order is not followed\n" in done.stdout


def test_a_script_that_never_ends(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("print('x', flush=True)\nwhile True: pass\n")
    done = portproof("run", "a.py", "--limit", "1", "--python", sys.executable, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (3, "")
    assert "outcome: not over after 1 s; " in done.stdout
    done = portproof("record", "a.py", "-o", "r.json", "--limit", "1", "--python", sys.executable, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "portproof: a.py: not over after 1 s; expected a run that ends; give a longer --limit\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.py"]
    done = portproof("compare", "a.py", "a.py", "--limit", "0.001", *both_sides(), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (3, "")
    assert "both sides: it had not ended after 0.001 s; --limit SECONDS gives it longer" in done.stdout


def both_sides() -> list[str]:
    return ["--old-python", sys.executable, "--new-python", sys.executable]


def test_a_script_that_writes_without_end(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("while True: print('x' * 10000)\n")
    done = portproof("run", "a.py", "--python", sys.executable, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (3, "")
    assert "outcome: wrote more than can be read; " in done.stdout
    assert "--limit" not in done.stdout
    done = portproof("record", "a.py", "-o", "r.json", "--python", sys.executable, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "portproof: a.py: wrote more than can be read; expected a run that ends; let it print less\n"
    )


def test_nobody_reads_or_nothing_fits(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("print('x')\n")
    command = [sys.executable, "-m", "compat", "run", "a.py", "--python", sys.executable]
    env = {"PYTHONPATH": str(ROOT), **os.environ}
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command, cwd=tmp_path, env=env, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr == "portproof: stdout: No space left on device; expected room for what is written\n"
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(command, cwd=tmp_path, env=env, stdout=theirs, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (2, "")


def test_a_failure_of_our_own_is_no_verdict(
    place: Path, checker: type[FakeChecker], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checker, "check", lambda *_: 1 / 0)
    assert cli.main(["compare", "old.py", "new.py"]) == 2
    assert capsys.readouterr().err.endswith(
        "portproof: failed on its own account: ZeroDivisionError; please report this\n"
    )


@pytest.mark.parametrize(
    ("number", "status", "how"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "ended by SIGTERM")]
)
def test_a_signal_ends_the_runs(tmp_path: Path, number: int, status: int, how: str) -> None:
    (tmp_path / "a.py").write_text(
        "import os, time\nopen('pids', 'a').write('%d\\n' % os.getpid())\nprint('x', flush=True)\ntime.sleep(1000)\n"
    )
    command = [sys.executable, "-m", "compat", "run", "a.py", "--speed", "1", "--python", sys.executable]
    env = {"PYTHONPATH": str(ROOT), **os.environ}
    process = subprocess.Popen(
        command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    pids = tmp_path / "pids"
    while process.poll() is None and not (pids.exists() and pids.read_text().endswith("\n")):
        os.sched_yield()
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (status, "")
    assert err == f"portproof: {how}; every process of the runs was ended\n"
    with pytest.raises(ProcessLookupError):
        os.kill(int(pids.read_text()), 0)


def test_help_is_quick() -> None:
    """Nothing heavy is imported for it (0.3 s on an idle machine)."""
    done = portproof("--help")
    assert done.returncode == 0
    heavy = ["rich.console", "rustworkx", "compat.runner", "compat.session", "python_discovery", "numpy"]
    code = (
        f"import sys; from compat import cli; cli.main(['--help']); print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"
