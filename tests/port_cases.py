"""Edits of the ports as data, and how they are recorded and judged.  Used by test_broken_ports and test_faithful_ports.

A file `ports/*/PAIR.cases` holds cases for one declared pair:

    ==== name
    verdict: looser              the verdict that the definition demands (docs/order.md)
    why: nothing waits           what makes it so
    start_method: spawn          and cpus, limit (seconds), arguments, accept, accepted (yes or no), no_text_shows_it (yes)
    ---- before
    whole lines that the port holds exactly once
    ---- after
    what stands there instead; more such pairs may follow
"""

from __future__ import annotations

import atexit
import functools
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from compat.errors import InterpreterError
from compat.interpreters import Interpreter, find_old
from compat.judge import Judgement, judge
from compat.pairs import Pair, read_pairs
from compat.runner import RunSettings, Workspace
from compat.sampling import Sample, Target, sample

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
KEYS = {
    "verdict",
    "why",
    "start_method",
    "cpus",
    "limit",
    "arguments",
    "accept",
    "accepted",
    "no_text_shows_it",
}


@dataclass(frozen=True)
class Case:
    """One edit of one port, with the verdict that it must get."""

    name: str
    pair: str
    facts: dict[str, str] = field(default_factory=dict)
    edits: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.pair}-{self.name}"

    @property
    def verdict(self) -> str:
        return self.facts.get("verdict", "equivalent")

    @property
    def cpus(self) -> int | None:
        return int(self.facts["cpus"]) if "cpus" in self.facts else PAIRS[self.pair].cpus

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(self.facts["arguments"].split()) if "arguments" in self.facts else PAIRS[self.pair].new.arguments

    @property
    def settings(self) -> RunSettings:
        limit = float(self.facts.get("limit", RunSettings().limit))
        return RunSettings(limit=limit, cpus=self.cpus, start_method=self.facts.get("start_method"))

    def text(self) -> bytes:
        """The text of the port with every edit made."""
        text = PAIRS[self.pair].new.script.read_text(encoding="utf-8")
        for before, after in self.edits:
            assert f"\n{text}".count(f"\n{before}") == 1, f"{self}: not exactly once in the port:\n{before}"
            text = f"\n{text}".replace(f"\n{before}", f"\n{after}")[1:]
        return text.encode()


PAIRS: dict[str, Pair] = {pair.name: pair for pair in read_pairs(ROOT / "setup.cfg")}


def read_cases(folder: str) -> list[Case]:
    """Read every case of a folder of `ports`."""
    return [case for path in sorted((FOLDER / "ports" / folder).glob("*.cases")) for case in _read_file(path)]


def _read_file(path: Path) -> Iterator[Case]:
    for part in re.split(r"^==== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        head, *bodies = re.split(r"^---- (?:before|after)\n", rest.rstrip("\n") + "\n", flags=re.MULTILINE)
        facts = dict(re.split(r": ?", line, maxsplit=1) for line in head.splitlines() if line)
        assert facts.keys() <= KEYS, f"{path.name}, {name}: {sorted(facts.keys() - KEYS)}"
        assert len(bodies) % 2 == 0, f"{path.name}, {name}: a before without its after"
        edits = tuple((before, after.rstrip("\n") + "\n" if after.strip() else "") for before, after in _by_two(bodies))
        yield Case(name, path.stem, facts, edits)


def _by_two(parts: list[str]) -> Iterator[tuple[str, str]]:
    return zip(parts[::2], parts[1::2], strict=True)


def need_python27() -> Interpreter:
    """Return a 2.7; where there is none, the test is skipped, or fails if NEED names py27."""
    try:
        return find_old()
    except InterpreterError as error:
        if "py27" in os.environ.get("NEED", "").split():
            pytest.fail(f"py27: {error}", pytrace=False)
        pytest.skip(f"py27: {error}")


@functools.cache
def record_old(pair: str, cpus: int | None) -> Sample:
    """Record an original, once in a session."""
    declared = PAIRS[pair]
    workspace = Workspace(declared.old.script, declared.edited_text())
    atexit.register(workspace.close)
    return sample(Target(workspace, declared.old.arguments, need_python27()), RunSettings(cpus=cpus))


def until_shown(judge_once: Callable[[], Judgement], expected: str) -> Judgement:
    """Judge again, twice at most, where nothing could be shown: on a loaded machine messages may not let themselves be turned.

    A wrong answer is never asked for again.
    """
    for _ in range(2):
        judgement = judge_once()
        if judgement.verdict.word != "unknown" or expected == "unknown":
            return judgement
    return judge_once()


def judge_case(case: Case, python: Interpreter) -> Judgement:
    """Record the edited port and compare it with its original."""
    return until_shown(lambda: _judge_once(case, python), case.verdict)


def _judge_once(case: Case, python: Interpreter) -> Judgement:
    old = record_old(case.pair, case.cpus)
    with Workspace(PAIRS[case.pair].new.script, case.text()) as workspace:
        new = sample(Target(workspace, case.arguments, python), case.settings)
    return judge(old.side, new.side, case.facts.get("accept", "").split())


@contextmanager
def judge_ahead(cases: list[Case], python: Interpreter) -> Iterator[dict[str, Future[Judgement]]]:
    """Judge cases two at a time, in their order, while the tests wait for them one by one."""
    need_python27()
    for key in dict.fromkeys((case.pair, case.cpus) for case in cases):
        record_old(*key)
    with ThreadPoolExecutor(2) as executor:
        try:
            yield {str(case): executor.submit(judge_case, case, python) for case in cases}
        finally:
            executor.shutdown(cancel_futures=True)


def selected_cases(request: pytest.FixtureRequest) -> list[Case]:
    """The cases of the tests of this module that were not deselected."""
    specs = [getattr(item, "callspec", None) for item in request.session.items if item.path == request.path]
    return [spec.params["case"] for spec in specs if spec]
