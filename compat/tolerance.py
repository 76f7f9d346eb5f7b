"""Text: naming what cannot be equal in two runs, in the order origin, platform, noise, consent.  Called by `side` and `check`.

`name_text` turns the texts that one output had in the runs of one side into one text in which a process id is
`<pid of main>`, a clock time `<time>`, and so on; such a token meets only its like on the other side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from compat.origins import PERHAPS_ELAPSED, Origins, Reading, read_amount
from compat.platform_text import bring_to_one

#: So many decimals of a time that passed are no chance, even where two runs agree.
_FINE = 3
#: What comes from outside even where all runs have the same.
_CERTAIN = ("<id>", "<ppid>", "<worker name>")
#: Of several names that a token may have, one of these first.
_RANKS = ("<pid", *_CERTAIN, "<thread", "<clock", "<time")


class Varying(NamedTuple):
    """A token that differs between runs: its kind and the values seen."""

    kind: str
    seen: frozenset[str]


class Named(NamedTuple):
    """One output's text with names in it, the tokens that vary without an origin, and the values of all that vary or are random.

    `perhaps` is the text if every number that may be a time that passed is called so (what sleeps leave the same in all
    runs of one side, a slower start may change on the other), and everything that may be random is called varying.
    """

    text: str
    varying: tuple[Varying, ...]
    notes: frozenset[str]
    perhaps: str
    seen: tuple[frozenset[str], ...] = ()


class _Column(NamedTuple):
    """One token over the runs: how it is shown, how it is shown where it may be more, what varies, what was seen."""

    text: str
    perhaps: str
    note: str = ""
    varying: Varying | None = None
    seen: frozenset[str] | None = None


def name_text(
    texts: Sequence[str],
    origins: Sequence[Origins],
    readings: Sequence[Reading | None] = (),
    lucky: frozenset[str] = frozenset(),
) -> Named | None:
    """Name the tokens of one output over the runs of a side; None if the texts do not even have the same shape.

    `lucky` are random values that are the same in all runs.
    """
    notes: set[str] = set()
    rows = []
    for text, origin in zip(texts, origins, strict=True):
        plain, found = bring_to_one(text)
        notes |= found
        rows.append(origin.split(plain))
    if len({len(row) for row in rows}) != 1:
        return None
    columns = [_read_column(tokens, origins, readings, lucky) for tokens in zip(*rows, strict=True)]
    return Named(
        text="".join(column.text for column in columns),
        varying=tuple(column.varying for column in columns if column.varying is not None),
        notes=frozenset(notes | {column.note for column in columns if column.note}),
        perhaps="".join(column.perhaps for column in columns),
        seen=tuple(column.seen for column in columns if column.seen is not None),
    )


def _read_column(
    tokens: Sequence[str], origins: Sequence[Origins], readings: Sequence[Reading | None], lucky: frozenset[str]
) -> _Column:
    found = [origin.find(token) for token, origin in zip(tokens, origins, strict=True)]
    name = _choose_name(tokens, found)
    if name is not None:
        return _Column(name, name, name.strip("<>"))
    seen = frozenset(tokens)
    if len(seen) > 1 and all(origin.is_drawn(token) for token, origin in zip(tokens, origins, strict=True)):
        kind = _kind_of_drawn(seen)
        return _Column(f"<random {kind}>", f"<varying {kind}>", "random", seen=seen)
    is_elapsed = _are_elapsed(tokens, readings) or all(
        "<elapsed>" in names and "." in token for token, names in zip(tokens, found, strict=True)
    )
    if len(seen) == 1:
        perhaps = f"<varying {_kind_of_drawn(seen)}>" if tokens[0] in lucky else tokens[0]
        return _Column(tokens[0], "<elapsed>" if is_elapsed else perhaps)
    kinds = {_kind(token) for token in seen}
    kind = next(iter(kinds)) if len(kinds) == 1 else "text"
    perhaps = "text" if kind == "word" and any(origin.drawn for origin in origins) else kind
    shown = "<elapsed>" if is_elapsed else f"<varying {perhaps}>"
    return _Column(f"<varying {kind}>", shown, varying=Varying(kind, seen), seen=seen)


def _choose_name(tokens: Sequence[str], found: Sequence[frozenset[str]]) -> str | None:
    """The origin that one token has in every run, if it is no constant that happens to look like it.

    A single run cannot tell; there, what has three digits or more and came from outside is no chance.
    """
    names = [name for name in frozenset.intersection(*found) if _is_sure(name, tokens)]
    if not names:
        return None
    return "<elapsed>" if (name := min(names, key=_rank)) == PERHAPS_ELAPSED else name


def _is_sure(name: str, tokens: Sequence[str]) -> bool:
    if name in _CERTAIN:
        return True
    varies = len(set(tokens)) > 1
    if name == PERHAPS_ELAPSED:
        return varies
    if name == "<elapsed>":
        return varies or all(len(token.partition(".")[2]) >= _FINE for token in tokens)
    return varies or (len(tokens) == 1 and len(tokens[0]) > 2)


def _rank(name: str) -> tuple[int, str]:
    return next((number for number, start in enumerate(_RANKS) if name.startswith(start)), len(_RANKS)), name


def _are_elapsed(tokens: Sequence[str], readings: Sequence[Reading | None]) -> bool:
    return len(readings) == len(tokens) and all(
        reading is not None and reading.explains(token) for token, reading in zip(tokens, readings, strict=True)
    )


def find_ids(text: str, origins: Origins) -> list[str]:
    """The ids in a text, in their order."""
    return [token for token in origins.split(bring_to_one(text)[0]) if "<id>" in origins.find(token)]


def _kind(token: str) -> str:
    if token.lower().startswith("0x"):
        return "hex"
    if ":" not in token and read_amount(token) is not None:
        return "decimal" if "." in token or "e" in token.lower() else "integer"
    return "word" if token[:1].isalpha() or token[:1] == "_" else "text"


def _kind_of_drawn(tokens: Iterable[str]) -> str:
    """What kind of thing is drawn: of texts some may look like a number or a word."""
    kinds = {_kind(token) for token in tokens}
    if kinds <= {"integer", "decimal"}:
        return "decimal" if "decimal" in kinds else "integer"
    return "text"


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
