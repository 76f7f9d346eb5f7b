"""Where a token of a text comes from: the values that one run got from outside.  Called by `tolerance` and `recorded_run`.

A text is split into tokens; a value of several words or signs (`Mon 12:30`, `Thread-3`) is one token.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from compat.platform_text import bring_to_one

_TOKEN = re.compile(
    r"(?:-?\d+ days?, )?(?<![\d:])\d+:\d\d:\d\d(?:\.\d+)?(?![\d:])"
    r"|0[xX][0-9a-fA-F]+|(?:(?<![\w)\].-])-)?(?:\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]\d+|\d+)|[^\W\d]\w*|\s+|.",
    re.DOTALL,
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")
_DELTA = re.compile(r"(?:(-?\d+) days?, )?(\d+):(\d\d):(\d\d(?:\.\d+)?)\Z")
_INSTANT = re.compile(r"\d+\.\d+\Z|\d{9,}\Z")
#: Among the differences of so few clock values no constant is found by chance; among more, only what varies is elapsed.
_FEW_READINGS = 12
_MOST_READINGS = 400
PERHAPS_ELAPSED = "<elapsed?>"
#: A date holds its time to the microsecond, so a difference of two may be this far off (seconds).
_SLACK = 1.5e-6

#: What `strftime`'s short forms stand for in the C locale.
_SHORT = {
    "%X": "%H:%M:%S",
    "%T": "%H:%M:%S",
    "%R": "%H:%M",
    "%r": "%I:%M:%S %p",
    "%x": "%m/%d/%y",
    "%D": "%m/%d/%y",
    "%F": "%Y-%m-%d",
    "%c": "%a %b %e %H:%M:%S %Y",
    "%h": "%b",
}
_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)?(?P<between>(?<=\d)[^\d](?=\d))?(?P<time>\d\d:\d\d(?P<seconds>:\d\d)?(?P<part>\.\d+)?)?"
    r"(?P<zone>[-+]\d\d:\d\d)?"
)
#: The names that workers have if nobody gives them another, in the form that all interpreters share.
_WORKER = re.compile(r"<worker name>|Thread-\d+|Process-\d+(?::\d+)*")
#: So many texts that were drawn are looked for where they have several words.
_MOST_PHRASES = 300


@dataclass(slots=True)
class Origins:
    """The values that one run got from outside: the names that each text may have; `clock` holds the clock values read, in seconds.

    `drawn` are the random values, `fractions` those among them that are no whole numbers, in their order.
    """

    names: dict[str, frozenset[str]] = field(default_factory=dict)
    clock: list[float] = field(default_factory=list)
    drawn: frozenset[str] = frozenset()
    fractions: list[float] = field(default_factory=list)
    phrases: re.Pattern[str] | None = None

    @classmethod
    def of(cls, pids: Mapping[str, str], values: Iterable[tuple[str, str]]) -> Origins:
        """Collect what a program got: `pids` maps process ids to roles, `values` are (origin, text) as recorded."""
        made = cls()
        drawn: dict[str, None] = {}
        for origin, text in values:
            if origin == "random":
                drawn[text] = None
            elif origin in ("clock", "log-clock"):
                made.clock.append(read_clock(text))
                if text.isdigit():
                    made._add(text, "<clock>")
            elif origin == "worker-name":
                made._add_worker(bring_to_one(text)[0])
            elif origin not in ("pid", "seed"):
                made._add(text, _name_of(origin, text))
        for pid, role in pids.items():
            made._add(pid, f"<pid of {role}>")
        made.clock = sorted(set(made.clock))
        made.drawn = frozenset(drawn)
        made.fractions = sorted(float(text) for text in drawn if "." in text and _NUMBER.match(text))
        lines = (text for text in drawn if "\n" not in text and text.strip())
        made.phrases = _make_pattern([*_find_phrases(made.names), *_find_phrases(lines)[:_MOST_PHRASES]])
        return made

    def _add(self, text: str, name: str) -> None:
        self.names[text] = self.names.get(text, frozenset()) | {name}

    def _add_worker(self, name: str) -> None:
        if _WORKER.fullmatch(name) and name != "<worker name>":
            self._add(name, "<worker name>")

    def split(self, text: str) -> list[str]:
        """Split a text into tokens."""
        if self.phrases is None:
            return _TOKEN.findall(text)
        tokens, at = [], 0
        for found in self.phrases.finditer(text):
            tokens += [*_TOKEN.findall(text[at : found.start()]), found[0]]
            at = found.end()
        return tokens + _TOKEN.findall(text[at:])

    def find(self, token: str) -> frozenset[str]:
        """The names that one token may have."""
        found = self.names.get(token, frozenset())
        amount = read_amount(token) if self.clock else None
        if amount is None:
            return found
        if _INSTANT.match(token) and any(abs(read - amount.value) <= amount.unit for read in self.clock):
            found |= {"<clock>"}
        if 1 < len(self.clock) <= _MOST_READINGS and _is_difference(self.clock, amount):
            found |= {"<elapsed>" if len(self.clock) <= _FEW_READINGS else PERHAPS_ELAPSED}
        return found

    def is_drawn(self, token: str) -> bool:
        """Whether a token is a value that was drawn, a fraction perhaps to fewer digits."""
        if token in self.drawn:
            return True
        if not self.fractions or "." not in token or not _NUMBER.match(token):
            return False
        value = float(token)
        unit = 1e-9 * abs(value) if "e" in token.lower() else 10.0 ** -len(token.partition(".")[2])
        at = bisect_left(self.fractions, value - 1.01 * unit)
        return at < len(self.fractions) and self.fractions[at] <= value + 1.01 * unit


class Amount(NamedTuple):
    """A number or a `timedelta` as text: its value, and that of its last digit."""

    value: float
    unit: float

    def is_rounded(self, exact: float) -> bool:
        """Whether it is an exact amount, rounded or cut off at its last digit."""
        return -0.51 * self.unit - _SLACK <= exact - self.value < self.unit + _SLACK


def read_amount(token: str) -> Amount | None:
    """Read a token as an amount, a `timedelta` in seconds; None if it is none."""
    delta = _DELTA.match(token)
    if delta is not None:
        days, hours, minutes, seconds = delta.groups()
        value = int(days or 0) * 86400 + int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    elif _NUMBER.match(token):
        value = float(token)
    else:
        return None
    digits = len(token.partition(".")[2]) if "e" not in token.lower() else 0
    return Amount(value, 10.0**-digits)


def read_clock(text: str) -> float:
    """A clock value in seconds; a whole number this large counts nanoseconds."""
    return int(text) / 1e9 if text.isdigit() and len(text) > 11 else float(text)


class Reading(NamedTuple):
    """The clock as a strand has read it last before an output, and the readings that this may be compared with."""

    latest: float
    earlier: tuple[float, ...]

    def explains(self, token: str) -> bool:
        """Whether a token is the time that passed, rounded or cut off at its last digit."""
        amount = read_amount(token)
        return amount is not None and any(amount.is_rounded(self.latest - start) for start in self.earlier)


def find_lucky(draws: Sequence[Mapping[str, Sequence[str]]], is_seeded: bool) -> frozenset[str]:
    """The random values that happen to be the same in all runs; `draws` are those of each run by strand, in their order.

    Of a program that gives seeds, a strand counts only if some of its draws do vary.
    """
    lucky: set[str] = set()
    for name in draws[0] if len(draws) > 1 else ():
        columns = list(zip(*(run.get(name, ()) for run in draws), strict=False))
        same = [column[0] for column in columns if len(set(column)) == 1]
        if not is_seeded or len(same) < len(columns):
            lucky.update(same)
    return frozenset(lucky)


# made of what was told --------------------------------------------------------------------------------------------


def _name_of(origin: str, text: str) -> str:
    if not origin.startswith("time "):
        return f"<{origin}>"
    form = _name_iso(text) if origin == "time ISO" else origin.partition(" ")[2]
    return f"<time {re.sub('%.', lambda sign: _SHORT.get(sign[0], sign[0]), form)}>"


def _name_iso(text: str) -> str:
    """The format that gives this text of `isoformat` or `str`."""
    found = _ISO.fullmatch(text)
    if found is None or len(found["part"] or "") not in (0, 7):
        return "ISO"
    part = ".%f" if found["part"] else ""
    time = "%H:%M" + (":%S" if found["seconds"] else "") + part if found["time"] else ""
    return f"{'%Y-%m-%d' if found['date'] else ''}{found['between'] or ''}{time}{'%z' if found['zone'] else ''}"


def _find_phrases(texts: Iterable[str]) -> list[str]:
    """Those texts that would be split, or be taken for a part of another token."""
    return [text for text in texts if ":" in text or len(_TOKEN.findall(text)) > 1]


def _make_pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds the longest of these texts, but none within a longer number or word."""
    longest = sorted(set(phrases), key=lambda text: (-len(text), text))
    parts = [_edge(text[0], "<!") + re.escape(text) + _edge(text[-1], "!") for text in longest]
    return re.compile("|".join(parts)) if parts else None


def _edge(sign: str, look: str) -> str:
    if sign.isdigit():
        return rf"(?{look}\d)"
    return rf"(?{look}[^\W\d_])" if sign.isalpha() else ""


def _is_difference(values: Sequence[float], wanted: Amount) -> bool:
    """Whether two of the sorted values lie `wanted` apart, rounded or cut off at the last digit printed."""
    low = 0
    for high in range(len(values)):
        while low < high and values[high] - values[low] >= wanted.value + wanted.unit + _SLACK:
            low += 1
        if low < high and wanted.is_rounded(values[high] - values[low]):
            return True
    return False
