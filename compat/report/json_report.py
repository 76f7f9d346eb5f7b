"""Results as JSON, for programs; `schema.json` beside this file says what is in it.  Called by `cli`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compat.errors import SettingError
from compat.files import check_writable
from compat.pairs import Pair
from compat.report.visible import make_visible
from compat.result import PairResult, SideFacts

VERSION = 1


def render_json(results: Sequence[PairResult]) -> str:
    """Render all results as one JSON document that ends with a newline."""
    return json.dumps({"version": VERSION, "pairs": [pair_data(result) for result in results]}, indent=2) + "\n"


def check_results(path: Path, pairs: Sequence[Pair]) -> None:
    """Raise SettingError unless results may be written to *path*: over no script and no other file of the user's."""
    for command in (command for pair in pairs for command in (pair.old, pair.new)):
        if path.exists() and path.samefile(command.script):
            raise SettingError(f"--json, {path}: is a script of the comparison; expected another file; give its name")
    check_writable(path, is_results, "a file of results")


def is_results(text: bytes) -> bool:
    """Whether a file with this text holds what `render_json` writes, of any version."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and {"version", "pairs"} <= data.keys()


def pair_data(result: PairResult) -> dict[str, Any]:
    """Return one result as the schema's `pair`."""
    told = result.counterexample
    return {
        "name": result.name,
        "old": _side_data(result.old),
        "new": _side_data(result.new),
        "verdict": result.verdict,
        "accepted": result.accepted,
        "outputs": result.outputs,
        "guaranteed": result.guaranteed,
        "ties": result.ties,
        "runs": result.runs,
        "speed": result.speed,
        "world": {name: make_visible(value) for name, value in result.world.items()},
        "tolerated": [make_visible(text) for text in result.tolerated],
        "counterexample": told and {"kind": told.kind, "steps": [make_visible(step) for step in told.steps]},
        "notes": [make_visible(note) for note in result.notes],
        "seconds": round(result.seconds, 3),
    }


def _side_data(side: SideFacts) -> dict[str, Any]:
    return {
        "script": make_visible(side.script),
        "python": side.python,
        "start_method": side.start_method,
        "live": side.live,
        "recorded_on": side.recorded_on,
    }
