"""Everything that the README shows was printed by the program.  `python tests/test_readme.py` writes it anew."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n\$ portproof (?P<command>[^\n]*)\n(?P<shown>.*?)```", re.DOTALL)


def run(command: str) -> str:
    """What the command prints, without the seconds it took."""
    env = os.environ | {"COLUMNS": "110", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "compat", *shlex.split(command)], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.stderr == ""
    return re.sub(r", \d+\.\d\s+s$", ", … s", done.stdout.strip(), flags=re.MULTILINE) + "\n"


def blocks() -> list[tuple[str, str]]:
    return [(found["command"], found["shown"]) for found in _BLOCK.finditer(README.read_text(encoding="utf-8"))]


def without_machine(text: str) -> str:
    """A README's block holds on every machine: another Python 3, and a recording in place of a live 2.7, are no difference."""
    text = re.sub(r"CPython 3\.\d+\.\d+(, \w+)?|\[3\.\d+-\w+\]", "PYTHON 3", text)
    text = re.sub(r" under CPython 2\.7\.\d+, fork|, recorded with CPython 2\.7\.\d+ on [-\d]+", " ORIGINAL", text)
    text = re.sub(r"\n +the original was recorded with [^\n]*", "", text)
    text = re.sub(r"(\d+ runs?)", "RUNS", text)
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(("command", "shown"), blocks(), ids=[command for command, _ in blocks()])
def test_shown_output_is_what_the_program_prints(command: str, shown: str) -> None:
    assert without_machine(run(command)) == without_machine(shown)


def test_there_are_a_verdict_and_a_counterexample() -> None:
    shown = [text for _, text in blocks()]
    assert any("equivalent:" in text for text in shown)
    assert any("counterexample" in text for text in shown)


def write() -> None:
    def fill(found: re.Match[str]) -> str:
        return f"```console\n$ portproof {found['command']}\n{run(found['command'])}```"

    README.write_text(_BLOCK.sub(fill, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
