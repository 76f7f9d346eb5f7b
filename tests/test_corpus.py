"""The corpus: `pairs/NAME/` holds an original, a port, and the verdict that the definition demands, with its reason.

`row` names what real scripts use, `rule` the rule of the order that a pair shows.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from port_cases import KEYS, need_python27, until_shown

from compat.interpreters import Interpreter, find_interpreter
from compat.judge import Judgement, judge
from compat.runner import RunSettings, Workspace
from compat.sampling import Sample, Target, sample

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "pairs").glob("*/expect"))
#: All of them with `MODEL=all` (`tox -e model`); in the matrix, which has twenty minutes, every fourth.
CHOSEN = FOLDERS if os.environ.get("MODEL") == "all" else FOLDERS[2::4]


def read_expectation(folder: Path) -> dict[str, str]:
    lines = (folder / "expect").read_text(encoding="utf-8").splitlines()
    facts = dict(re.split(r": ?", line, maxsplit=1) for line in lines)
    assert {"verdict", "why"} <= facts.keys() <= KEYS | {"row", "rule"}
    return facts


def record_side(script: Path, python: Interpreter, settings: RunSettings) -> Sample:
    with Workspace(script) as workspace:
        return sample(Target(workspace, (), python), settings)


def judge_folder(folder: Path) -> Judgement:
    return until_shown(lambda: judge_once(folder), read_expectation(folder)["verdict"])


def judge_once(folder: Path) -> Judgement:
    facts = read_expectation(folder)
    settings = RunSettings(
        limit=float(facts.get("limit", RunSettings().limit)), cpus=int(facts["cpus"]) if "cpus" in facts else None
    )
    old = record_side(folder / "old.py", need_python27(), settings)
    settings = replace(settings, start_method=facts.get("start_method"))
    new = record_side(folder / "new.py", find_interpreter(sys.executable), settings)
    return judge(old.side, new.side, facts.get("accept", "").split())


@pytest.fixture(scope="module")
def judgements(request: pytest.FixtureRequest) -> Iterator[dict[Path, Future[Judgement]]]:
    need_python27()
    specs = [getattr(item, "callspec", None) for item in request.session.items if item.path == request.path]
    with ThreadPoolExecutor(2) as executor:
        try:
            yield {
                spec.params["folder"]: executor.submit(judge_folder, spec.params["folder"]) for spec in specs if spec
            }
        finally:
            executor.shutdown(cancel_futures=True)


@pytest.mark.parametrize("folder", CHOSEN, ids=lambda folder: folder.name)
def test_a_pair_gets_its_verdict(folder: Path, judgements: dict[Path, Future[Judgement]]) -> None:
    facts = read_expectation(folder)
    judgement = judgements[folder].result()
    assert judgement.verdict.word == facts["verdict"], f"{facts['why']}; {judgement.verdict}"
    assert judgement.accepted == (facts.get("accepted") == "yes")


def test_every_row_has_faithful_and_broken_ports() -> None:
    rows: dict[str, set[bool]] = {}
    for folder in FOLDERS:
        facts = read_expectation(folder)
        if "row" in facts:
            rows.setdefault(facts["row"], set()).add(facts["verdict"] == "equivalent")
    assert len(FOLDERS) >= 80 and len(rows) >= 40
    assert not sorted(row for row, kinds in rows.items() if kinds != {True, False})
