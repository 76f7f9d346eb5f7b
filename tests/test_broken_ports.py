"""Ports with one thing wrong in them: each gets the verdict that the definition demands, and evidence for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from port_cases import Case, judge_ahead, read_cases, selected_cases

from compat.interpreters import find_interpreter
from compat.judge import Judgement

CASES = read_cases("broken")


@pytest.fixture(scope="module")
def judgements(request: pytest.FixtureRequest) -> Iterator[dict[str, Future[Judgement]]]:
    with judge_ahead(selected_cases(request), find_interpreter(sys.executable)) as ahead:
        yield ahead


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_broken_port_gets_its_verdict(case: Case, judgements: dict[str, Future[Judgement]]) -> None:
    judgement = judgements[str(case)].result()
    verdict = judgement.verdict
    assert verdict.word == case.verdict, f"{case.facts['why']}; {verdict}"
    assert verdict.reasons if verdict.word == "unknown" else verdict.counterexample
    assert judgement.accepted == (case.facts.get("accepted") == "yes")
    assert verdict.no_text_shows_it == (case.facts.get("no_text_shows_it") == "yes")


def test_every_edit_fits_its_port() -> None:
    for case in CASES:
        compile(case.text(), str(case), "exec")


def test_every_verdict_and_every_pair_is_met() -> None:
    assert len({str(case) for case in CASES}) == len(CASES) >= 36
    assert {case.verdict for case in CASES} == {"reordered", "stricter", "looser", "different", "unknown"}
    assert all(case.facts["why"] for case in CASES)
