"""The JSON report: its schema, its exact form, and texts that are no valid Unicode."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import compat.report
from compat.report.json_report import render_json
from compat.result import STATUS, PairResult, SideFacts, Told, gravest

SCHEMA = json.loads(Path(compat.report.__file__).with_name("schema.json").read_text())
RESULT = PairResult(
    name="usePool[3.13-spawn]",
    old=SideFacts("legacy/usePool.py", "CPython 2.7.18", "fork", False, "2025-11-23"),
    new=SideFacts("modern/use_pool.py --blocking", "CPython 3.13.0", "spawn"),
    verdict="looser",
    outputs=17,
    guaranteed=31,
    ties=4,
    runs=4,
    speed=20,
    world={"stdout": "terminal 80x24"},
    tolerated=("worker name",),
    counterexample=Told("order", ("a < b",)),
    seconds=1.23456,
    notes=("as far as 2 runs show",),
)


def as_data(*results: PairResult) -> Any:
    data = json.loads(render_json(results))
    jsonschema.validate(data, SCHEMA)
    return data


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_exact_form() -> None:
    assert as_data(RESULT) == {
        "version": 1,
        "pairs": [
            {
                "name": "usePool[3.13-spawn]",
                "old": {
                    "script": "legacy/usePool.py",
                    "python": "CPython 2.7.18",
                    "start_method": "fork",
                    "live": False,
                    "recorded_on": "2025-11-23",
                },
                "new": {
                    "script": "modern/use_pool.py --blocking",
                    "python": "CPython 3.13.0",
                    "start_method": "spawn",
                    "live": True,
                    "recorded_on": None,
                },
                "verdict": "looser",
                "accepted": False,
                "outputs": 17,
                "guaranteed": 31,
                "ties": 4,
                "runs": 4,
                "speed": 20,
                "world": {"stdout": "terminal 80x24"},
                "tolerated": ["worker name"],
                "counterexample": {"kind": "order", "steps": ["a < b"]},
                "notes": ["as far as 2 runs show"],
                "seconds": 1.235,
            }
        ],
    }


def test_no_counterexample_and_no_pair() -> None:
    assert as_data(replace(RESULT, counterexample=None))["pairs"][0]["counterexample"] is None
    assert as_data() == {"version": 1, "pairs": []}


@pytest.mark.parametrize("verdict", STATUS)
def test_every_verdict_is_in_the_schema(verdict: str) -> None:
    as_data(replace(RESULT, verdict=verdict))


def test_what_the_schema_forbids() -> None:
    data = as_data(RESULT)
    for change in ({"verdict": "fine"}, {"outputs": -1}, {"counterexample": {"kind": "order"}}, {"colour": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"version": 1, "pairs": [data["pairs"][0] | change]}, SCHEMA)


def test_bytes_and_control_characters_are_visible() -> None:
    told = Told("text", ("'\udcff\x1b[2J' \u202e ü",))
    text = render_json([replace(RESULT, counterexample=told)])
    assert text.isascii()
    assert json.loads(text)["pairs"][0]["counterexample"]["steps"] == ["'\\xff\\x1b[2J' \\u202e ü"]


def test_status() -> None:
    statuses = {verdict: replace(RESULT, verdict=verdict).status for verdict in STATUS}
    assert statuses == {"equivalent": 0, "reordered": 1, "stricter": 1, "looser": 1, "different": 1, "unknown": 3}
    assert replace(RESULT, accepted=True).status == 0
    assert [gravest(s) for s in ([], [0, 3], [3, 1, 0], [0, 1, 2, 3])] == [0, 3, 1, 2]
