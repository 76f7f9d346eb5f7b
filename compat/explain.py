"""A verdict told in sentences: the counterexample's steps, each with file and line.  Called by `check`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from compat.event import Place
from compat.pomset import Pomset
from compat.side import format_time
from compat.verdict import Step, Verdict

#: Of a text that differs in many lines, as many are told.
MOST_LINES = 4
#: Of a capacity as many members are named.
MOST_MEMBERS = 5

_SIDE = {"old": "the original", "new": "the port"}


def explain_verdict(verdict: Verdict, old: Pomset, new: Pomset) -> list[str]:
    """Tell the counterexample of a verdict, one sentence for each step; empty where there is none."""
    if verdict.counterexample is None:
        return []
    sides = {"old": old, "new": new}
    chains = [
        chain for chain in _join_chains(verdict.counterexample.steps) if not _is_plain(chain, sides[chain[0].side])
    ]
    kind = verdict.counterexample.kind
    told = [_tell(chain, sides[chain[0].side], kind) for chain in chains]
    if kind == "text" and len(told) > MOST_LINES:
        return [*told[:MOST_LINES], f"and {len(told) - MOST_LINES} more such lines on the two sides"]
    return told


def _is_plain(chain: list[Step], pomset: Pomset) -> bool:
    """Whether a chain only says that what begins in a strand comes before what that strand puts out."""
    if chain[0].relation != "before" or len(chain[0].nodes) < 2:
        return False
    first, last = pomset.nodes[chain[0].nodes[0]], pomset.nodes[chain[-1].nodes[-1]]
    return first.label is None and first.name == f"begin of {last.strand}"


def _join_chains(steps: tuple[Step, ...]) -> list[list[Step]]:
    """Steps that lead from one to the next are told as one sentence."""
    chains: list[list[Step]] = []
    for step in steps:
        last = chains[-1][-1] if chains else None
        follows = (
            last is not None
            and last.relation == step.relation == "before"
            and last.side == step.side
            and last.nodes[-1:] == step.nodes[:1]
        )
        if follows:
            chains[-1].append(step)
        else:
            chains.append([step])
    return chains


def _tell(chain: list[Step], pomset: Pomset, kind: str) -> str:
    step = chain[0]
    if step.relation == "together" and kind == "capacity":
        first, *others = _names(step, pomset)
        return f"in {_SIDE[step.side]} {first} may come before any of {', '.join(others)}"
    if step.relation == "before":
        return f"in {_SIDE[step.side]} {_tell_chain(chain, pomset)}"
    teller = _TELLERS.get(step.relation)
    said = teller(step, pomset) if teller else f"{step.relation} {' '.join(_name(n, pomset) for n in step.nodes)}"
    place = "" if step.relation in _TELL_PLACE else _where(step.place)
    return f"in {_SIDE[step.side]} {said}{place}"


def _tell_chain(chain: list[Step], pomset: Pomset) -> str:
    first, last = chain[0].nodes[0], chain[-1].nodes[-1]
    reasons: list[str] = []
    for step in chain:
        reason = f"{step.rule}{_where(step.place)}" if step.rule else ""
        if reason and step.rule != "program order" and (not reasons or reasons[-1] != reason):
            reasons.append(reason)
    because = ", ".join(reasons) or f"program order{_where(chain[-1].place)}"
    return f"{_name(first, pomset)} comes before {_name(last, pomset)}, because {because}"


def _name(node: int, pomset: Pomset) -> str:
    """An output by its text and place, a hidden node by its name."""
    made = pomset.nodes[node]
    if made.label is None:
        return made.name.partition("#")[0]
    stream = " on stderr" if made.label.stream == "stderr" else ""
    text = "a blank line" if made.label.text == "\n" else show_text(made.label.text)
    return f"{text}{stream} of {made.strand}{_where(made.place)}"


def show_text(text: str) -> str:
    """A line of a script as it may be shown: quoted, without its line end, control characters escaped."""
    shown = text.rstrip("\n").encode("unicode_escape", "backslashreplace") if not text.isprintable() else None
    plain = text.rstrip("\n")
    if shown is not None and not plain.isprintable():
        plain = "".join(
            c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in plain
        )
    return f"`{plain}`"


def _where(place: Place | None) -> str:
    return f" ({PurePath(place.file).name}:{place.line})" if place else ""


def _names(step: Step, pomset: Pomset) -> list[str]:
    return [_name(node, pomset) for node in step.nodes]


def _time(node: int, pomset: Pomset) -> str:
    return format_time(pomset.nodes[node].time)


def _capacity(step: Step, pomset: Pomset) -> str:
    node, *members = _names(step, pomset)
    of = f"of {', '.join(members)}" if len(members) <= MOST_MEMBERS else f"of {len(members)} others"
    return f"{node} comes only after at least {step.count} {of} ({step.rule})"


def _exclusion(step: Step, pomset: Pomset) -> str:
    sections = [step.nodes[: step.count], step.nodes[step.count :]]
    told = [", ".join(_name(n, pomset) for n in part if pomset.nodes[n].label) for part in sections]
    return f"{told[0] or 'what comes first'} and {told[1] or 'what comes next'} do not interleave ({step.rule})"


def _usual(step: Step, pomset: Pomset) -> str:
    a, b = step.nodes
    return (
        f"{_name(a, pomset)} usually comes before {_name(b, pomset)}: "
        f"at {_time(a, pomset)} s and {_time(b, pomset)} s of scripted time"
    )


def _tie(step: Step, pomset: Pomset) -> str:
    a, b = step.nodes
    return (
        f"{_name(a, pomset)} and {_name(b, pomset)} tie: "
        f"both at about {_time(a, pomset)} s of scripted time ({_time(b, pomset)} s)"
    )


def _bound(step: Step, pomset: Pomset) -> str:
    return f"at most {step.count} of these are under way at once ({step.rule}): {', '.join(_names(step, pomset))}"


def _access(node: int, pomset: Pomset) -> str:
    return f"{pomset.nodes[node].strand}{_where(pomset.nodes[node].place)}"


def _cut(step: Step, pomset: Pomset) -> str:
    after = f" after {_name(step.nodes[0], pomset)}" if step.nodes else ""
    return f"{step.rule} may be ended{after}: what it would still print is lost"


#: Relations of one output, whose place is told with it.
_TELL_PLACE = frozenset(("certain", "possible", "extra", "similar", "usually-absent", "usually-present"))

_TELLERS: dict[str, Callable[[Step, Pomset], str]] = {
    "capacity": _capacity,
    "exclusion": _exclusion,
    "bound": _bound,
    "certain": lambda s, p: f"{_name(s.nodes[0], p)} is printed in every run",
    "possible": lambda s, p: f"{_name(s.nodes[0], p)} may be lost: nothing waits for it before it can be ended",
    "needs": lambda s, p: f"{_name(s.nodes[0], p)} does not come without {_name(s.nodes[1], p)}",
    "alone": lambda s, p: f"{_name(s.nodes[0], p)} may come without {_name(s.nodes[1], p)}",
    "race": lambda s, p: f"{_name(s.nodes[0], p)} may come before {_name(s.nodes[1], p)}: nothing orders the two",
    "data-race": lambda s, p: (
        f"nothing orders what {_access(s.nodes[0], p)} and {_access(s.nodes[1], p)} do with {s.rule}"
    ),
    "no-data-race": lambda s, p: "order or a lock separates all that is done with what is shared",
    "together": lambda s, p: f"these may come in this order: {', '.join(_names(s, p))}",
    "witness": lambda s, p: f"a run may begin: {', '.join(_names(s, p))}",
    "extra": lambda s, p: f"there is {_name(s.nodes[0], p)}, which the other side does not print",
    "similar": lambda s, p: f"the nearest to it is {_name(s.nodes[0], p)}",
    "usual": _usual,
    "tie": _tie,
    "usually-absent": lambda s, p: f"{_name(s.nodes[0], p)} is usually cut off",
    "usually-present": lambda s, p: f"{_name(s.nodes[0], p)} is usually printed",
    "cut": _cut,
    "complete": lambda s, p: f"{s.rule} always runs to its end",
    "outcome": lambda s, p: f"the run ends with {s.rule}",
    "open-ended": lambda s, p: f"no answer can be shown: {s.rule}",
}
