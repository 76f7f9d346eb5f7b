"""Ports written in another way that print the same in the same orders: each is equivalent."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from port_cases import PAIRS, Case, judge_ahead, read_cases, selected_cases

from compat.interpreters import find_interpreter
from compat.judge import Judgement

CASES = read_cases("faithful")


@pytest.fixture(scope="module")
def judgements(request: pytest.FixtureRequest) -> Iterator[dict[str, Future[Judgement]]]:
    with judge_ahead(selected_cases(request), find_interpreter(sys.executable)) as ahead:
        yield ahead


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_faithful_port_is_equivalent(case: Case, judgements: dict[str, Future[Judgement]]) -> None:
    verdict = judgements[str(case)].result().verdict
    assert verdict.word == "equivalent", f"{case.facts.get('why', 'the same in other words')}; {verdict}"
    assert len(verdict.mapping) == verdict.outputs > 0


def test_every_edit_fits_its_port() -> None:
    for case in CASES:
        compile(case.text(), str(case), "exec")


def test_every_pair_is_met() -> None:
    assert len({str(case) for case in CASES}) == len(CASES) >= 18
    assert {case.pair for case in CASES} == set(PAIRS)
