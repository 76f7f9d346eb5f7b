"""The model itself, on the corpus: perturbed runs are linear extensions of the derived order, and a run without the recorder
ends the same and prints a member.

A sample of the corpus, under the oldest and the newest 3 and 2.7; all of it with `MODEL=all` (`tox -e model`).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from port_cases import need_python27
from test_corpus import FOLDERS, read_expectation

from compat.bare import find_interference
from compat.errors import InterpreterError
from compat.interpreters import Interpreter, find_interpreter, find_new
from compat.runner import RunSettings, Workspace
from compat.sampling import Target, sample

#: One pair of so many is in the sample.
EVERY = 48
PERTURBED = 3
OLDEST = "3.6"

WHOLE = os.environ.get("MODEL") == "all"
CHOSEN = [folder for folder in FOLDERS if "limit" not in read_expectation(folder)][:: 1 if WHOLE else EVERY]


def find_python(name: str) -> Interpreter:
    if name == "2.7":
        return need_python27()
    if name == "newest":
        return find_new()
    try:
        return find_interpreter(name, "the oldest 3")
    except InterpreterError as error:
        pytest.skip(str(error))


def find_settings(folder: Path, script: str) -> RunSettings:
    facts = read_expectation(folder)
    method = facts.get("start_method") if script == "new.py" else None
    return RunSettings(cpus=int(facts["cpus"]) if "cpus" in facts else None, start_method=method)


@pytest.mark.parametrize(("script", "python"), [("old.py", "2.7"), ("new.py", OLDEST), ("new.py", "newest")])
@pytest.mark.parametrize("folder", CHOSEN, ids=lambda folder: folder.name)
def test_runs_keep_to_the_model(folder: Path, script: str, python: str) -> None:
    settings = find_settings(folder, script)
    with Workspace(folder / script) as workspace:
        target = Target(workspace, (), find_python(python))
        made = sample(target, settings, perturb=PERTURBED)
        assert not [text for text in made.side.open_ended if "disproved" in text]
        assert not find_interference(target, settings, made)
