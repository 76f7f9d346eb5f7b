"""Text: naming what cannot be equal in two runs, in the order origin, platform, noise, consent.  Called by `side` and `check`.

`name_text` turns the texts that one output had in the runs of one side into one text in which a process id is
`<pid of main>`, a clock time `<time>`, and so on; such a token meets only its like on the other side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(r"0[xX][0-9a-fA-F]+|\d+\.\d+(?:[eE][-+]?\d+)?|\d+|[^\W\d]\w*|\s+|.", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")
#: Among the differences of so few clock values no constant is found by chance; among more, only what varies is elapsed.
_FEW_READINGS = 12
_PERHAPS_ELAPSED = "<elapsed?>"
#: So many decimals of a time that passed are no chance, even where two runs agree.
_FINE = 3
_INSTANT = re.compile(r"\d+\.\d+\Z|\d{9,}\Z")

_SYSTEM_ERROR = (
    "BlockingIOError|BrokenPipeError|ChildProcessError|ConnectionAbortedError|ConnectionRefusedError|ConnectionResetError"
    "|FileExistsError|FileNotFoundError|InterruptedError|IsADirectoryError|NotADirectoryError|PermissionError"
    "|ProcessLookupError|TimeoutError|error"
)

#: What an interpreter imposes on text and no port could keep.  `IOError`, `OSError` and `EnvironmentError` are one class in
#: 3.x; a class that 3.x made of an error number is meant only where the number follows.
_PLATFORM = (
    ("exception name", re.compile(r"(?<=<traceback of )(?:IOError|EnvironmentError)(?=[:>])"), "OSError"),
    ("exception name", re.compile(rf"(?<=<traceback of )(?:{_SYSTEM_ERROR})(?=: \[Errno \d+\])"), "OSError"),
    ("traceback layout", re.compile(r"<traceback of (?=\w+: )"), "<traceback of "),
    ("worker name", re.compile(r"\b(?:Fork|Spawn|ForkServer)?PoolWorker-\d+(?::\d+)*"), "<worker name>"),
    ("process name", re.compile(r"\b(?:Fork|Spawn|ForkServer)(Process-\d+(?::\d+)*)"), r"\1"),
    ("thread name", re.compile(r"\b(Thread-\d+) \([^()\n]*\)"), r"\1"),
    ("thread pool name", re.compile(r"\bThreadPoolExecutor-\d+_\d+"), "<worker name>"),
    ("object address", re.compile(r"\b(at )0x[0-9a-fA-F]{4,}"), r"\1<address>"),
)


class Varying(NamedTuple):
    """A token that no origin explains and that differs between runs: its kind and the values seen."""

    kind: str
    seen: frozenset[str]


@dataclass(slots=True)
class Origins:
    """The values that one run got from outside: text to origin; `clock` holds the clock values read, in seconds."""

    names: dict[str, str] = field(default_factory=dict)
    phrases: list[str] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, pids: Mapping[str, str], values: Iterable[tuple[str, str]]) -> Origins:
        """Collect what a program got: `pids` maps process ids to roles, `values` are (origin, text) as recorded."""
        made = cls()
        for origin, text in values:
            if origin == "clock":
                made.clock.append(read_clock(text))
                if text.isdigit():
                    made.names[text] = "<clock>"
            elif origin.startswith("time"):
                made.names[text] = f"<{origin.replace('%T', '%H:%M:%S')}>"
                if len(_TOKEN.findall(text)) > 1:
                    made.phrases.append(text)
            elif origin != "pid":
                made.names[text] = f"<{origin}>"
        for pid, role in pids.items():
            made.names[pid] = f"<pid of {role}>"
        made.phrases = sorted(set(made.phrases), key=len, reverse=True)
        made.clock = sorted(set(made.clock))
        return made

    def name(self, token: str) -> str | None:
        """The origin of one token, or None."""
        if token in self.names:
            return self.names[token]
        if _NUMBER.match(token) and self.clock:
            return self._clock_name(token)
        return None

    def _clock_name(self, token: str) -> str | None:
        digits = len(token.partition(".")[2]) if "." in token and "e" not in token.lower() else 0
        value, unit = float(token), 10.0**-digits
        if _INSTANT.match(token) and any(abs(read - value) <= unit for read in self.clock):
            return "<clock>"
        if len(self.clock) < 2 or len(self.clock) > 400:
            return None
        if not _is_difference(self.clock, value, unit):
            return None
        return "<elapsed>" if len(self.clock) <= _FEW_READINGS else _PERHAPS_ELAPSED


def read_clock(text: str) -> float:
    """A clock value in seconds; a whole number this large counts nanoseconds."""
    return int(text) / 1e9 if text.isdigit() and len(text) > 11 else float(text)


def _is_difference(values: Sequence[float], wanted: float, unit: float) -> bool:
    """Whether two of the sorted values lie `wanted` apart, rounded or cut off at the last digit printed."""
    low = 0
    for high in range(len(values)):
        while low < high and values[high] - values[low] - wanted >= unit:
            low += 1
        if low < high and values[high] - values[low] - wanted >= -0.51 * unit:
            return True
    return False


class Reading(NamedTuple):
    """The clock as a strand has read it last before an output, and the readings that this may be compared with."""

    latest: float
    earlier: tuple[float, ...]

    def explains(self, token: str) -> bool:
        """Whether a number is the time that passed, rounded or cut off at its last digit."""
        if not _NUMBER.match(token):
            return False
        unit = 10.0 ** -len(token.partition(".")[2])
        return any(-0.51 * unit <= self.latest - start - float(token) < unit for start in self.earlier)


class Named(NamedTuple):
    """One output's text with names in it, and the tokens that vary without an origin.

    `elapsed` is the text if every number that may be a time that passed is called so: what sleeps leave the same in all
    runs of one side, a slower start may change on the other.
    """

    text: str
    varying: tuple[Varying, ...]
    notes: frozenset[str]
    elapsed: str


def name_text(
    texts: Sequence[str],
    origins: Sequence[Origins],
    readings: Sequence[Reading | None] = (),
    threads_share_blanks: bool = False,
) -> Named | None:
    """Name the tokens of one output over the runs of a side; None if the texts do not even have the same shape."""
    notes: set[str] = set()
    if threads_share_blanks:
        texts = _share_blanks(texts, notes)
    rows = [_split(_platform(text, notes), origin) for text, origin in zip(texts, origins, strict=True)]
    if len({len(row) for row in rows}) != 1:
        return None
    parts: list[str] = []
    elapsed: list[str] = []
    varying: list[Varying] = []
    for column in zip(*rows, strict=True):
        tokens = [token for token, _ in column]
        name = _name_column(column)
        if name is not None:
            parts.append(name)
            notes.add(name.strip("<>"))
        elif len(set(tokens)) == 1:
            parts.append(tokens[0])
        else:
            kinds = {_kind(token) for token in tokens}
            kind = next(iter(kinds)) if len(kinds) == 1 else "text"
            varying.append(Varying(kind, frozenset(tokens)))
            parts.append(f"<varying {kind}>")
        is_elapsed = name is None and (
            (len(readings) == len(tokens) and _are_elapsed(tokens, readings))
            or all(origin == "<elapsed>" and "." in token for token, origin in column)
        )
        elapsed.append("<elapsed>" if is_elapsed else parts[-1])
    return Named("".join(parts), tuple(varying), frozenset(notes), "".join(elapsed))


def _share_blanks(texts: Sequence[str], notes: set[str]) -> Sequence[str]:
    """Texts that differ in blanks alone, as one: 2.7 remembers for all threads together whether a blank is due."""
    if len(set(texts)) == 1 or len({text.replace(" ", "") for text in texts}) != 1:
        return texts
    notes.add("blanks between the prints of threads")
    usual = max(texts, key=lambda text: (not text.startswith(" "), texts.count(text), -len(text)))
    return [usual] * len(texts)


def _name_column(column: Sequence[tuple[str, str | None]]) -> str | None:
    """The origin that one token has in every run, if it is no constant that happens to look like it.

    A single run cannot tell; there, what has three digits or more and came from outside is no chance.
    """
    names = {name for _, name in column}
    name = next(iter(names)) if len(names) == 1 else None
    if name == _PERHAPS_ELAPSED:
        return "<elapsed>" if len({token for token, _ in column}) > 1 else None
    if name is None or name in ("<id>", "<ppid>"):
        return name
    if name == "<elapsed>" and all(len(token.partition(".")[2]) >= _FINE for token, _ in column):
        return name
    if len(column) == 1:
        return name if len(column[0][0]) > 2 and name != "<elapsed>" else None
    return name if len({token for token, _ in column}) > 1 else None


def _are_elapsed(tokens: Sequence[str], readings: Sequence[Reading | None]) -> bool:
    return all(reading is not None and reading.explains(token) for token, reading in zip(tokens, readings, strict=True))


def _platform(text: str, notes: set[str]) -> str:
    for name, pattern, replacement in _PLATFORM:
        text, changed = pattern.subn(replacement, text)
        if changed:
            notes.add(name)
    return text


def _split(text: str, origins: Origins) -> list[tuple[str, str | None]]:
    """Split a text into tokens, each with its origin; a phrase such as `Mon 12:30` is one token."""
    for phrase in origins.phrases:
        at = text.find(phrase)
        if at != -1:
            after = at + len(phrase)
            return [*_split(text[:at], origins), (phrase, origins.names[phrase]), *_split(text[after:], origins)]
    return [(token, origins.name(token)) for token in _TOKEN.findall(text)]


def find_ids(text: str, origins: Origins) -> list[str]:
    """The ids in a text, in their order."""
    return [token for token, name in _split(text, origins) if name == "<id>"]


def _kind(token: str) -> str:
    if token.lower().startswith("0x"):
        return "hex"
    if _NUMBER.match(token):
        return "decimal" if "." in token else "integer"
    return "word" if token[:1].isalpha() or token[:1] == "_" else "text"


# consent -----------------------------------------------------------------------------------------------------


def _sort_dict(match: re.Match[str]) -> str:
    return "{" + ", ".join(sorted(part.strip() for part in match.group(1).split(","))) + "}"


def _round_float(match: re.Match[str]) -> str:
    return f"{float(match.group(0)):.11g}"


#: What `--accept NAME` accepts of differences that only `repr` and `print` make: the text that both sides are brought to.
CONSENT: dict[str, tuple[str, Callable[[str], str]]] = {
    "unicode-prefix": ("u'x' and 'x'", lambda text: re.sub(r"\b[uU](?=['\"])", "", text)),
    "bytes-prefix": ("b'x' and 'x'", lambda text: re.sub(r"\b[bB](?=['\"])", "", text)),
    "long-suffix": ("1L and 1", lambda text: re.sub(r"\b(\d+)L\b", r"\1", text)),
    "type-repr": ("<type 'int'> and <class 'int'>", lambda text: re.sub(r"<type '", "<class '", text)),
    "exception-comma": ("Ex('a',) and Ex('a')", lambda text: re.sub(r"(\b\w+\([^()]*),\)", r"\1)", text)),
    "set-repr": ("set([1]) and {1}", lambda text: re.sub(r"\b(?:frozen)?set\(\[([^\]]*)\]\)", r"{\1}", text)),
    "dict-order": ("the order of a dict or set", lambda text: re.sub(r"\{([^{}]*)\}", _sort_dict, text)),
    "float-digits": ("digits of a float", lambda text: re.sub(r"\d+\.\d{6,}", _round_float, text)),
    "blank": ("blanks", lambda text: re.sub(r"[ \t]+", " ", re.sub(r"[ \t]+(?=\n|$)", "", text.lstrip(" \t")))),
}

#: Everything that `--accept` knows: verdicts, noise, and the tolerances of `CONSENT`.
ACCEPTABLE = ("reordered", "stricter", "noise", *CONSENT)


def apply_consent(text: str, accepted: Iterable[str]) -> str:
    """Bring a text to the form in which the accepted differences vanish."""
    for name in accepted:
        if name in CONSENT:
            text = CONSENT[name][1](text)
    return text


def find_consent(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The fewest tolerances that make two bags of texts equal; empty if none do."""
    for name in CONSENT:
        if _same(old, new, [name]):
            return [name]
    if not _same(old, new, list(CONSENT)):
        return []
    needed = list(CONSENT)
    for name in list(needed):
        fewer = [other for other in needed if other != name]
        if _same(old, new, fewer):
            needed = fewer
    return needed


def _same(old: Sequence[str], new: Sequence[str], names: list[str]) -> bool:
    return sorted(apply_consent(t, names) for t in old) == sorted(apply_consent(t, names) for t in new)
