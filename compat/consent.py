"""Differences of text that a user may accept: what consent makes of a verdict, and what would help.  Called by `judge`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from compat.leaning import weigh
from compat.pomset import Label, Node, Pomset
from compat.tolerance import CONSENT, apply_consent, find_consent
from compat.verdict import Verdict


def with_text(pomset: Pomset, change: Callable[[str], str]) -> Pomset:
    """The same pomset with the texts of its labels changed."""

    def changed(node: Node) -> Node:
        return node if node.label is None else replace(node, label=Label(node.label.stream, change(node.label.text)))

    return replace(pomset, nodes=tuple(changed(node) for node in pomset.nodes))


def find_unmatched(a: Pomset, b: Pomset) -> tuple[list[Label], list[Label]]:
    """The labels that only one side has, as often as it has them more often than the other."""
    labels = [Counter(node.label for node in side.nodes if node.label) for side in (a, b)]
    return list((labels[0] - labels[1]).elements()), list((labels[1] - labels[0]).elements())


def judge_consent(
    a: Pomset, b: Pomset, plain: Verdict, accept: Sequence[str]
) -> tuple[bool, Verdict, Pomset, Pomset, list[str]]:
    """The verdict with the accepted differences of text aside.

    If only they keep the sides apart, the word stays `different`, and the outputs are paired as consent pairs them.
    """
    met = _with_consent(a, b, accept)
    if met is None or (agreed := weigh(*met)).word == "different":
        return False, plain, a, b, _tell_consent(a, b, accept)
    if agreed.word != "equivalent":
        return agreed.word in accept, agreed, *met, ["texts were compared as --accept says"]
    verdict = replace(plain, mapping=agreed.mapping, guaranteed=agreed.guaranteed, ties=agreed.ties)
    return True, verdict, a, b, [f"accepted: {', '.join(_find_used(a, b, accept))}; the rest is equivalent"]


def _tell_consent(a: Pomset, b: Pomset, accept: Sequence[str]) -> list[str]:
    """Say what further consent would help, if any does."""
    names = _find_consent(a, b, accept)
    met = _with_consent(a, b, [*accept, *names]) if names else None
    word = weigh(*met).word if met else "different"
    if word == "different":
        return []
    options = " ".join(f"--accept {name}" for name in names)
    then = "" if word == "equivalent" else f"; the rest is {word}"
    return [f"`{options}` {'accepts' if len(names) == 1 else 'together accept'} this difference{then}"]


def _find_used(a: Pomset, b: Pomset, accept: Sequence[str]) -> list[str]:
    """The accepted tolerances that change a text which only one side has, each with what it is about."""
    texts = [label.text for side in find_unmatched(a, b) for label in side]
    used = [name for name in accept if any(apply_consent(text, [name]) != text for text in texts)]
    return [f"{name} ({CONSENT[name][0]})" for name in used]


def _with_consent(old: Pomset, new: Pomset, accept: Sequence[str]) -> tuple[Pomset, Pomset] | None:
    """Both sides with the accepted differences taken out of their texts; None if none is accepted."""
    names = [name for name in accept if name in CONSENT]
    if not names:
        return None
    return with_text(old, lambda text: apply_consent(text, names)), with_text(
        new, lambda text: apply_consent(text, names)
    )


def _find_consent(old: Pomset, new: Pomset, accept: Sequence[str]) -> list[str]:
    """The tolerances, not accepted yet, that would make the texts equal."""
    labels = find_unmatched(old, new)
    lost, made = ([label.text for label in side] for side in labels)
    if len(lost) != len(made) or not lost:
        return []
    return [name for name in find_consent(lost, made) if name not in accept]
