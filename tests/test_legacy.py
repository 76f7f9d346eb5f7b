"""The originals are what the project is about: nobody edits them.

A variant is a patch beside them, never a second copy, and it changes lines in
place, so that a line number means the same line in a script and its variant.
"""

import hashlib
import pathlib

import pytest

LEGACY = pathlib.Path(__file__).resolve().parent.parent / "legacy"

SHA256 = {
    "usePool.py": "2ad4e95c275262e7059697657352d6c372687a05c0b6d25e2ad3a2674320c803",
    "usePoolCallback.py": "3babbfdd650574e2136c6421f2acfef6d62591f4c70c0d80b3bd65d23d6920c7",
    "usePoolgetData.py": "7bcfd6059e3155538c4069f3a8dd28e3968f52124fb8ba5bfa0f6f1435787f1c",
    "usePoolmap.py": "f05b657b46f95b37ce12bf92e6aeda302aba04424106054a43dac796d11b5746",
}
EDITS = {
    "blocking.patch": "usePool.py",
    "asynchronous.patch": "usePoolmap.py",
    "serial.patch": "usePoolCallback.py",
}


def test_legacy_holds_the_originals_and_no_other_script() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in LEGACY.glob("*.py")}
    assert found == SHA256


def test_every_edit_is_known() -> None:
    assert {path.name for path in (LEGACY / "edits").iterdir()} == set(EDITS)


@pytest.mark.parametrize(("edit", "script"), sorted(EDITS.items()))
def test_edit_fits_the_verbatim_script_and_keeps_line_numbers(edit: str, script: str) -> None:
    header_old, header_new, hunk, *body = (LEGACY / "edits" / edit).read_text(encoding="utf-8").splitlines()
    assert (header_old, header_new) == (f"--- a/{script}", f"+++ b/{script}")
    ranges = hunk.split()
    assert ranges[1][1:] == ranges[2][1:]
    before = [line[1:] for line in body if line[0] in " -"]
    start, length = (int(number) for number in ranges[1][1:].split(","))
    lines = (LEGACY / script).read_text(encoding="utf-8").splitlines()
    assert lines[start - 1 : start - 1 + length] == before
