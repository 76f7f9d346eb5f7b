"""Counting the characters of a text: what a search that gave up can still be sure of.  Called by `membership`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from compat.admission.machine import Machine
from compat.admission.pattern import read_literal
from compat.explain import show_text


def find_miscount(machine: Machine, labels: Mapping[int, str], text: str) -> str:
    """Tell of a character that the text has too few or too many of for any run; nothing if there is none.

    White space does not count.  Nothing is too many where outputs hold tokens, or strands may print what nobody has seen.
    """
    least: Counter[str] = Counter()
    most: Counter[str] = Counter()
    is_closed = not machine.pomset.cut
    for v, label in labels.items():
        literal, has_tokens = read_literal(label)
        most.update(literal)
        least.update(literal if machine.certain >> v & 1 else "")
        is_closed = is_closed and not has_tokens
    found = Counter(text)
    for character in sorted(least | found):
        if character.isspace():
            continue
        told = f"it has {show_text(character)} {found[character]} times"
        if found[character] < least[character]:
            return f"{told}, and every run {least[character]} times or more"
        if is_closed and found[character] > most[character]:
            return f"{told}, and no run more than {most[character]} times"
    return ""
