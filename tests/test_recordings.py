"""The recordings beside the originals: one for each declared pair, of 2.7.18, and what a run today still gives."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from compat.check import Checker, sample_command, sample_of
from compat.errors import InterpreterError
from compat.interpreters import Interpreter, find_interpreter, find_old
from compat.judge import judge
from compat.pairs import Pair, read_pairs
from compat.recording import FOLDER, Recording, find_recording, fit_of
from compat.result import CheckSettings

ROOT = Path(__file__).resolve().parent.parent
PAIRS = {pair.name: pair for pair in read_pairs(ROOT / "setup.cfg")}


@pytest.fixture(scope="module")
def old() -> Interpreter:
    try:
        return find_old()
    except InterpreterError as error:
        if "py27" in os.environ.get("NEED", "").split():
            raise
        pytest.skip(str(error))


def settings_of(pair: Pair) -> CheckSettings:
    return CheckSettings(cpus=pair.cpus, stdout=pair.stdout, stdin=pair.stdin, accept=pair.accept)


def recording_of(pair: Pair) -> Recording:
    found = find_recording(pair, fit_of(pair, cpus=pair.cpus, stdout=pair.stdout, stdin=pair.stdin))
    assert found is not None
    return found


@pytest.mark.parametrize("name", PAIRS)
def test_every_declared_pair_has_its_recording(name: str) -> None:
    recording = recording_of(PAIRS[name])
    assert (recording.path.name, recording.name) == (f"{name}.json", "CPython 2.7.18")
    assert len(recording.traces) >= 2


def test_none_is_left_over_and_none_tells_of_the_machine() -> None:
    paths = sorted((ROOT / "legacy" / FOLDER).iterdir())
    assert {path.stem for path in paths} == set(PAIRS)
    for path in paths:
        assert not re.search(r"[\"'=\t ]/(?!dev/null)[a-z]", path.read_text(encoding="ascii")), path


@pytest.mark.parametrize("name", PAIRS)
def test_the_port_against_the_recording(name: str) -> None:
    pair = PAIRS[name]
    result = Checker().check(pair, recording_of(pair), find_interpreter(sys.executable), settings_of(pair))
    assert result.verdict == "equivalent"
    assert (result.old.live, result.old.python, result.new.live) == (False, "CPython 2.7.18", True)
    assert any("recorded with CPython 2.7.18 on" in note for note in result.notes)


@pytest.mark.parametrize("name", PAIRS)
def test_recorded_again_it_is_the_same(name: str, old: Interpreter) -> None:
    pair = PAIRS[name]
    again = sample_command(pair.old, old, settings_of(pair), pair.edited_text(), None)
    kept = sample_of(recording_of(pair).traces)
    assert judge(kept.side, again.side).verdict.word == "equivalent"
