"""From the options of `portproof admits` to an answer: read the text, record the script, ask membership.  Called by `cli`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from compat.errors import SettingError
from compat.membership import NO_MEMBER, UNKNOWN, Membership, find_membership
from compat.pomset import Pomset
from compat.result import SideFacts
from compat.sampling import Sample
from compat.session import Say, SideOptions, sample_side, tell_runs

STATUS = {"member": 0, "no member": 1, "unknown": 3}
LARGEST = 8 * 2**20
#: The buffers behind a terminal and a pipe, the smallest of any interpreter: what is longer is written in several parts.
_BUFFER = {"terminal": 1024, "pipe": 4096}


@dataclass(frozen=True, slots=True)
class Admission:
    """A text and what was found of it; `runs` tells what the answer rests on."""

    name: str
    text: str
    side: SideFacts
    found: Membership
    runs: str

    @property
    def status(self) -> int:
        """The exit status that this answer asks for."""
        return STATUS[self.found.word]


def admit_text(script: str, path: str, fold_space: bool, options: SideOptions, say: Say) -> Admission:
    """Record a script, and say whether the text in a file (`-`: standard input) is one that it can print."""
    text = read_text(path)
    facts, made = sample_side(script, options, say)
    text = undo_returns(text, made.side.pomset)
    say(f"{path}: looking for a way through the text")
    found = find_membership(made.side, text, fold_space)
    doubts = tuple(_find_doubts(text, options.run.stdout))
    if found.word == NO_MEMBER and doubts:
        found = replace(found, word=UNKNOWN, reasons=(*found.reasons, *doubts))
    return Admission("standard input" if path == "-" else path, text, facts, found, _tell(made))


def read_text(path: str) -> str:
    """Read a text of any bytes; those that are not UTF-8 are kept."""
    try:
        if path == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(path).open("rb") as stream:
                data = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise SettingError(f"TEXT, {path}: no such file; expected what a run printed; check the path") from None
    except (OSError, AttributeError, ValueError) as error:  # the last two: a standard input that is closed
        fact = getattr(error, "strerror", None) or "it is closed"
        raise SettingError(f"TEXT, {path}: cannot be read: {fact}; expected what a run printed") from None
    if len(data) > LARGEST:
        raise SettingError(f"TEXT, {path}: longer than {LARGEST} bytes; expected what one run printed")
    return data.decode("utf-8", "surrogateescape")


def undo_returns(text: str, pomset: Pomset) -> str:
    r"""Take away the carriage returns that a terminal added: all lines end in `\r\n`, and the script's own do not."""
    newlines = text.count("\n")
    if not newlines or text.count("\r\n") != newlines:
        return text
    labels = [node.label.text for node in pomset.nodes if node.label is not None]
    is_own = all(label.endswith("\r\n") for label in labels if label.endswith("\n"))
    return text if is_own else text.replace("\r\n", "\n")


def _find_doubts(text: str, stdout: str) -> Iterator[str]:
    """Say why a text that cannot be explained may be the script's all the same."""
    longest = len(text) if stdout == "pipe" else max(map(len, text.split("\n")))
    if longest > _BUFFER[stdout or "terminal"]:
        yield "a write may have been torn where a buffer was full"


def _tell(made: Sample) -> str:
    speed = "in real time" if made.speed == 1 else f"at speed {made.speed}"
    return f"{tell_runs(made)} {speed}"
